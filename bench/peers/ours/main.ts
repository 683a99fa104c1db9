// Our side of the protocol: `node main.js FOLDER CONTESTANT`. The orchestrator sets TensorFlow's threads.
import { createInterface } from "node:readline";
import { chooseEngine } from "../../../src/engine/available.ts";
import type { Answer, Ready } from "../protocol.ts";
import { ablation } from "./ablation.ts";
import type { Build } from "./build.ts";
import { labels } from "./labels.ts";
import { mnistSoftTree, mnistTree } from "./mnist-tree.ts";
import { moonsByMlCart, moonsTree } from "./moons-tree.ts";
import { students } from "./students.ts";
import { teacher } from "./teacher.ts";

const contestants: Readonly<Record<string, Build>> = {
  students,
  ablation,
  teacher,
  labels,
  "moons-tree": moonsTree,
  "moons-ml-cart": moonsByMlCart,
  "mnist-tree": mnistTree,
  "mnist-soft-tree": mnistSoftTree,
};

const say = (line: Ready | Answer) => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function serve(folder: string, name: string): Promise<void> {
  const engine = chooseEngine("auto");
  const { work, check, leaves, close } = await contestants[name]!(folder, engine.name);
  for (let round = 0; round < 2; round++) {
    await work();
    await check();
  }
  say({ ready: true, versions: { engine: engine.id } });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== "go") throw new Error(`Expected \`go\`, got \`${line}\``);
    const start = performance.now();
    const units = await work();
    const seconds = (performance.now() - start) / 1000;
    say({ seconds, units, check: await check(), leaves: leaves?.() ?? null });
  }
  await close();
}

try {
  const [folder = "", name = ""] = process.argv.slice(2);
  await serve(folder, name);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`); // the last line is what is told
  process.exit(1); // whatever a pool still does
}
