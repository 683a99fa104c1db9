// Work in this process, by tinybench: each task is warmed up, then called until both its time and its number of
// calls are reached.
import { Bench } from "tinybench";
import type { Variant, VariantInfo } from "./result.ts";
import { timeSummary } from "./summary.ts";

export interface Task extends VariantInfo {
  /** How much of the work one call does; a time is of one. */
  readonly units: number;
  /** Whether `run` returns a promise. */
  readonly async: boolean;
  /** Throws when what came out is wrong. */
  run(): void | Promise<void>;
}

/** At least both. */
export interface Budget {
  readonly timeMs: number;
  readonly calls: number;
  readonly warmupMs: number;
  readonly warmupCalls: number;
}

export const quickBudget: Budget = { timeMs: 0, calls: 2, warmupMs: 0, warmupCalls: 1 };

/** `now`: milliseconds, from any start. */
export async function measureTasks(
  tasks: readonly Task[],
  budget: Budget,
  now: () => number,
): Promise<Variant[]> {
  const bench = new Bench({
    time: budget.timeMs,
    iterations: budget.calls,
    warmupTime: budget.warmupMs,
    warmupIterations: budget.warmupCalls,
    retainSamples: true,
    throws: true,
    now,
  });
  tasks.forEach((task, index) => {
    bench.add(String(index), () => task.run(), { async: task.async });
  });
  await bench.run();
  return tasks.map(({ units, async: _, run: __, ...variant }, index) => {
    const { result } = bench.tasks[index]!;
    if (result.state !== "completed") {
      throw new Error(`The bench of ${variant.name} ended as ${result.state}`);
    }
    return { ...variant, time: timeSummary(result.latency.samples!.map((sampleMs) => sampleMs / units)) };
  });
}
