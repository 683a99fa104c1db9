import { expect, it } from "vitest";
import type { Task } from "../../../bench/suite/tasks.ts";
import { measureInTurns } from "../../../bench/suite/turns.ts";

it("measureInTurns(tasks, rounds, now) measures each task once a round, after the warm-up, a unit of its work", async () => {
  let clockMs = 0;
  const calls: string[] = [];
  const common = { per: "step", engine: null, threads: null, at: null, async: true } as const;
  const task = (id: string, units: number, callMs: readonly number[]): Task => ({
    ...common,
    id,
    name: id,
    units,
    async run() {
      clockMs += callMs[calls.filter((call) => call === id).length]!;
      calls.push(id);
    },
  });
  // Of a: 10 warms up, then 6 and 8 for 2 units each: 3 and 4. Of b: 20 warms up, then 1 and 3.
  const tasks = [task("a", 2, [10, 6, 8]), task("b", 1, [20, 1, 3])];
  const measured = await measureInTurns(tasks, { rounds: 2, warmupRounds: 1 }, () => clockMs);
  expect(calls).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(measured.map(({ id, time }) => [id, time.medianMs, time.n])).toEqual([
    ["a", 3.5, 2],
    ["b", 2, 2],
  ]);
});
