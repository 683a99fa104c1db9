// Do several teachers train faster side by side than one with all threads?
import type { ChosenEngine } from "../src/engine/available.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import type { Variant } from "./suite/result.ts";
import { benchTeacher, seedMnist } from "./suite/seed-study.ts";
import { timeSummary } from "./suite/summary.ts";
import { startTeacher, type TeacherProcess, trainTogether } from "./suite/teacher-processes.ts";

const rounds = 3;
const roundMs = 5000;
const leastSteps = 10;

interface Setup {
  readonly id: string;
  readonly name: string;
  readonly threads: number;
  readonly teachers: readonly TeacherProcess[];
}

async function measureEngine(engine: ChosenEngine, context: BenchContext): Promise<Variant[]> {
  const { teacher, name } = benchTeacher((await seedMnist()).teacher, engine, context);
  const started: TeacherProcess[] = [];
  const start = async (threads: number) => {
    const process = await startTeacher(engine.name, teacher, threads);
    started.push(process);
    return process;
  };
  try {
    const [first, second] = [await start(1), await start(1)];
    const setups: Setup[] = [{ id: "alone", name: `${name}, one process`, threads: 1, teachers: [first] }];
    const threadCounts = engine.name === "native" ? new Set([2, Math.max(2, context.cores)]) : [];
    for (const threads of threadCounts) {
      const teachers = [await start(threads)];
      setups.push({ id: `${threads}-threads`, name: `${name}, one process`, threads, teachers });
    }
    setups.push({
      id: "side-by-side",
      name: `${name}, two processes side by side`,
      threads: 1,
      teachers: [first, second],
    });
    return await measureInTurns(setups, engine, context.isQuick);
  } finally {
    for (const process of started) await process.close();
  }
}

/** Rounds of all setups in turn, so that a slower minute of the machine falls on all of them. */
async function measureInTurns(
  setups: readonly Setup[],
  engine: ChosenEngine,
  isQuick: boolean,
): Promise<Variant[]> {
  const samplesMs = setups.map((): number[] => []);
  for (let round = 0; round < (isQuick ? 1 : rounds); round++) {
    for (const [i, { teachers }] of setups.entries()) {
      samplesMs[i]!.push(...(await trainTogether(teachers, isQuick ? 0 : roundMs, isQuick ? 2 : leastSteps)));
    }
  }
  return setups.map(({ id, name, threads }, i) => ({
    id,
    name,
    per: "step",
    engine: engine.name,
    threads,
    at: null,
    time: timeSummary(samplesMs[i]!),
  }));
}

await orExplain(() =>
  runBench(
    {
      name: "teacher-step",
      question: "Do several teachers train faster side by side than one with all threads?",
      setting:
        "A step of the seed's convolutional teacher (no pooling), batch 128, Adam, dropout. Each teacher is a process " +
        "of its own. Of teachers side by side the time is the machine's for each step that one of them takes.",
      rateOf: "step",
      async measure(context) {
        const variants = [];
        for (const engine of context.engines) variants.push(...(await measureEngine(engine, context)));
        return variants;
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
