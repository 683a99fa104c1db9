// Work in this process, round after round with all tasks in turn: for long calls, where a slower minute of the machine
// must fall on all of them alike.
import type { Variant } from "./result.ts";
import { timeSummary } from "./summary.ts";
import type { Task } from "./tasks.ts";

/** `warmupRounds` come first and are not measured. `now`: milliseconds, from any start. */
export async function measureInTurns(
  tasks: readonly Task[],
  { rounds, warmupRounds }: { readonly rounds: number; readonly warmupRounds: number },
  now: () => number,
): Promise<Variant[]> {
  const samplesMs = tasks.map((): number[] => []);
  for (let round = -warmupRounds; round < rounds; round++) {
    for (const [i, task] of tasks.entries()) {
      const start = now();
      await task.run();
      if (round >= 0) samplesMs[i]!.push((now() - start) / task.units);
    }
  }
  return tasks.map(({ units: _, async: __, run: ___, ...variant }, i) => ({
    ...variant,
    time: timeSummary(samplesMs[i]!),
  }));
}
