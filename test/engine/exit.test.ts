import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nativeAvailability } from "../../src/engine/available.ts";
import { packageRoot } from "../../src/package-root.ts";

/** The main thread loads no engine, as that of a run: TensorFlow goes with the only thread that has loaded it. */
const program = (engine: string) => `
  import { Worker } from "node:worker_threads";
  const body = ${JSON.stringify(`import(${JSON.stringify(engine)}).then(async ({ loadEngine }) => {
    (await loadEngine("native")).tf.ones([10]).dispose();
    (await import("node:worker_threads")).parentPort.postMessage("loaded");
  });`)};
  const worker = new Worker(body, { eval: true });
  worker.once("message", () => worker.terminate());
`;

test.runIf(nativeAvailability().state === "available")(
  "a process ends well after the only thread with the native engine has ended",
  () => {
    const engine = join(packageRoot(), "dist", "src", "engine", "load.js");
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", program(engine)],
      { encoding: "utf8" },
    );
    expect([status, signal], stderr).toEqual([0, null]);
  },
);
