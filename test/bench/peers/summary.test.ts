import { expect, test } from "vitest";
import { type SummaryRow, summary } from "../../../bench/peers/summary.ts";
import type { Goal } from "../../../bench/peers/works.ts";
import { contestant, failed, measured } from "./results.ts";

const ours = measured(contestant("ours"), [1, 2, 4]);
const atLeast = (bound: number): Goal => ({ peer: "peer", ratio: "peer / ours", atLeast: bound });
const atMost = (bound: number): Goal => ({ peer: "peer", ratio: "ours / peer", atMost: bound });

function measuredRow(row: SummaryRow | undefined) {
  if (row?.state !== "measured") throw new Error(`Expected a measured row, got ${row?.state}`);
  return row;
}

test("summary(results, scale, goals) gives the time of a unit and the ratio to ours of the same round", () => {
  const rows = summary([ours, measured(contestant("peer"), [3, 4, 20])], 1000, []);
  const row = measuredRow(rows[1]);
  expect(row.time).toEqual({ median: 500, min: 375, max: 2500, n: 3 }); // 1000 * 4 / 8
  expect(row.ratio).toEqual({ median: 3, min: 2, max: 5, n: 3 }); // 3 / 1, 4 / 2, 20 / 4: not 500 / 250 = 2
  expect(row.check).toBe(0.25); // of the last round: 2 / 8
});

test("summary(results, scale, goals) judges the median ratio, the bound itself included", () => {
  const isMet = (goal: Goal) =>
    measuredRow(summary([ours, measured(contestant("peer"), [3, 4, 20])], 1, [goal])[1]).goal?.isMet;
  expect(isMet(atLeast(3))).toBe(true);
  expect(isMet(atLeast(3.01))).toBe(false);
  expect(isMet(atMost(0.34))).toBe(true); // ours / peer: 1/3, 1/2, 1/5
  expect(isMet(atMost(0.33))).toBe(false);
});

test("summary(results, scale, goals) holds a goal against the fastest form of the peer", () => {
  const forms = [
    measured(contestant("peer", "slow"), [9, 9, 9]),
    measured(contestant("peer", "fast"), [2, 4, 8]),
  ];
  const [, slow, fast] = summary([ours, ...forms], 1, [atLeast(2.5)]).map(measuredRow);
  expect([slow?.isFastest, slow?.goal]).toEqual([false, null]);
  expect([fast?.isFastest, fast?.goal?.isMet, fast?.goal?.value]).toEqual([true, false, 2]);
});

test("summary(results, scale, goals) keeps the times of the others when ours could not run", () => {
  const rows = summary(
    [failed(contestant("ours"), "no library"), measured(contestant("peer"), [2, 2, 2])],
    1,
    [atLeast(1)],
  );
  expect(rows[0]).toEqual({ state: "failed", contestant: contestant("ours"), why: "no library" });
  expect(measuredRow(rows[1])).toMatchObject({ ratio: null, goal: null, time: { median: 0.25 } });
});

test("summary(results, scale, goals) does not let a form that failed be the fastest", () => {
  const forms = [failed(contestant("peer", "a"), "gone"), measured(contestant("peer", "b"), [2, 4, 8])];
  expect(measuredRow(summary([ours, ...forms], 1, [])[2]).isFastest).toBe(true);
});
