// How fast is the same work in Keras, PyTorch, JAX and scikit-learn?
// npm run bench:peers [-- --rounds 5] [--only students|ablation|teacher|labels|moons-tree|mnist-tree|mnist-soft-tree] [--quick]
// Writes results/bench/peers.json and peers.md; `--only` replaces one work in them, `--quick` writes nothing.
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { usableCores } from "../../src/machine/cores.ts";
import { packageRoot } from "../../src/package-root.ts";
import { writeText } from "../../src/results/write-text.ts";
import { UserError } from "../../src/user-error.ts";
import { peersConfig } from "./config.ts";
import { writeData } from "./data.ts";
import { startContestant } from "./process.ts";
import { programOf } from "./programs.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { renderPeers } from "./render.ts";
import { merged, type PeersFile, readResults, type WorkResult } from "./results.ts";
import { measureRounds } from "./rounds.ts";
import { type Work, works } from "./works.ts";

const timeouts = { readyMs: 600_000, roundMs: 300_000, closeMs: 10_000 };
const leastRounds = 5;

interface Options {
  readonly rounds: number;
  readonly chosen: readonly Work[];
  readonly isQuick: boolean;
}

function flags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: "string" },
        only: { type: "string" },
        quick: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    throw new UserError((cause as Error).message, { cause });
  }
}

function options(args: readonly string[]): Options {
  const values = flags(args);
  const least = values.quick ? 1 : leastRounds;
  const rounds = Number(values.rounds ?? least);
  if (!(Number.isInteger(rounds) && rounds >= least)) {
    throw new UserError(`Expected \`--rounds\` to be an integer from ${least}, got \`${values.rounds}\`.`);
  }
  const chosen = works.filter(({ name }) => values.only === undefined || name === values.only);
  if (chosen.length === 0) {
    const known = works.map(({ name }) => name).join(", ");
    throw new UserError(`Expected \`--only\` to be one of ${known}, got \`${values.only}\`.`);
  }
  return { rounds, chosen, isQuick: values.quick };
}

async function measure({ rounds, chosen, isQuick }: Options, date: string): Promise<WorkResult[]> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const python = await pythonEnvironment(say);
  const cores = usableCores();
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores, node: process.versions.node };
  const folder = await mkdtemp(join(tmpdir(), "distilgrid-peers-"));
  try {
    await writeData(folder, peersConfig(cores, isQuick));
    const measured: WorkResult[] = [];
    for (const work of chosen) {
      say(`== ${work.title}`);
      const where = { python, folder, cores, env: process.env };
      const results = await measureRounds(
        work.contestants,
        rounds,
        (contestant) => startContestant(programOf(contestant, work, where), timeouts),
        say,
      );
      measured.push({ work: work.name, date, machine, results });
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const chosen = options(process.argv.slice(2));
  const measured = await measure(chosen, new Date().toISOString());
  if (!chosen.isQuick) {
    const results = join(packageRoot(), "results", "bench");
    const path = join(results, "peers.json");
    const all = merged(
      await readResults(path),
      measured,
      works.map(({ name }) => name),
    );
    const file: PeersFile = { schemaVersion: 1, works: all };
    await writeText(path, `${JSON.stringify(file, null, 2)}\n`);
    await writeText(join(results, "peers.md"), renderPeers(works, all));
  }
  process.stdout.write(renderPeers(works, measured));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
