// How long until something happens: the command, an engine, a worker?
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tensorflowEnvironment } from "../src/engine/tensorflow-environment.ts";
import { packageRoot } from "../src/package-root.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import { outputOf } from "./suite/program.ts";
import type { VariantInfo } from "./suite/result.ts";
import { seedStudyFile } from "./suite/seed-study.ts";
import { timeSummary } from "./suite/summary.ts";
import { withTemporaryFolder } from "./suite/temporary-folder.ts";

const rounds = 15;

interface Start extends VariantInfo {
  /** Milliseconds. */
  run(): Promise<number>;
}

function startsOf(folder: string, { engines, now }: BenchContext): Start[] {
  const command = join(packageRoot(), "dist", "src", "cli", "main.js");
  const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.js`, import.meta.url));
  const plain = { per: "start", engine: null, threads: null, at: null } as const;
  const env = tensorflowEnvironment(1);

  /** From before its start to after its end. */
  async function timeOf(args: readonly string[], expected: string): Promise<number> {
    const start = now();
    const output = await outputOf(args, env);
    const elapsedMs = now() - start;
    if (!output.includes(expected)) throw new Error(`Expected ${args.join(" ")} to print "${expected}"`);
    return elapsedMs;
  }

  const folders = ["--store", join(folder, "store"), "--results", join(folder, "results")];
  return [
    {
      ...plain,
      id: "node",
      name: "`node` alone",
      run: () => timeOf(["--eval", "console.log('here')"], "here"),
    },
    {
      ...plain,
      id: "help",
      name: "`distilgrid --help`",
      run: () => timeOf([command, "--help"], "Usage: distilgrid"),
    },
    {
      ...plain,
      id: "plan",
      name: "`distilgrid plan studies/seed.yaml`",
      run: () => timeOf([command, "plan", seedStudyFile(), ...folders], "mnist"),
    },
    ...engines.map(
      ({ name: engine }): Start => ({
        ...plain,
        id: "engine",
        name: "a process that loads its engine and multiplies",
        engine,
        threads: 1,
        run: () => timeOf([program("engine-start"), engine], "loaded"),
      }),
    ),
    ...engines.map(
      ({ name: engine }): Start => ({
        ...plain,
        id: "worker",
        name: "the first worker of a pool, until it has multiplied",
        engine,
        threads: 1,
        run: async () => Number(await outputOf([program("worker-start"), engine], env)),
      }),
    ),
  ];
}

await orExplain(() =>
  runBench(
    {
      name: "start-up",
      question: "How long until something happens: the command, an engine, a worker?",
      setting:
        "Each start is a fresh process, measured from before its start to after its end (the worker: from the empty " +
        "pool to its first answer); all variants in turn, round after round. The files are in the system's cache.",
      rateOf: null,
      measure: (context) =>
        withTemporaryFolder(async (folder) => {
          const starts = startsOf(folder, context);
          const samplesMs = starts.map((): number[] => []);
          for (const { run } of starts) await run(); // fills the cache of files
          for (let round = 0; round < (context.isQuick ? 1 : rounds); round++) {
            for (const [i, { run }] of starts.entries()) samplesMs[i]!.push(await run());
          }
          return starts.map(({ run: _, ...variant }, i) => ({
            ...variant,
            time: timeSummary(samplesMs[i]!),
          }));
        }),
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
