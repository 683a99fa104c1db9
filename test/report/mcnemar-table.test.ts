import { expect, test } from "vitest";
import { renderMcNemarTable } from "../../src/report/mcnemar-table.ts";
import { madeResults } from "./made-results.ts";

const network = { kind: "mlp", epochs: 1 };
const students = [
  { ...network, name: "hard", labels: "hard" },
  { ...network, name: "soft", labels: "soft", baseline: "hard" },
];
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place);

function lines(seeds: readonly number[], isDone: (arm: string, seed: number) => boolean = () => true) {
  const results = madeResults({
    seeds,
    students,
    // Hard: the first 12 are wrong. Soft: 3 of these, and one that hard has right: b = 9, c = 1. The teacher: 3, 4.
    made: ({ arm, seed }) =>
      isDone(arm, seed) ? { wrong: arm === "hard" ? upTo(12) : [0, 1, 2, 500] } : null,
    madeTeacher: () => ({ wrong: [3, 4] }),
  });
  return renderMcNemarTable(results);
}

test("renderMcNemarTable(results) counts what only one of two models gets right, against baseline and teacher", () => {
  // scipy 1.17.1: binomtest(9, 10, 0.5).pvalue = 0.021484375; soft against its teacher: b = 2, c = 4: 0.6875.
  // Holm over the two: 0.04296875 and 0.6875.
  const table = lines([1]);
  expect(table).toContain("| soft | hard | 1 | 9 | 1 | 0.021 | 0.043 |");
  expect(table).toContain("| soft | network | 1 | 2 | 4 | 0.688 | 0.688 |");
  expect(table).toContain("on the 1,000 test samples of one seed");
  expect(table).toContain("by Holm over the 2 lines");
});

test("renderMcNemarTable(results) has a line for each seed that both have done", () => {
  const table = lines([1, 2, 3], (arm, seed) => arm !== "hard" || seed !== 2);
  expect(table.match(/\| soft \| hard \| \d/g)).toEqual(["| soft | hard | 1", "| soft | hard | 3"]);
  expect(table.match(/\| soft \| network \| \d/g)).toHaveLength(3);
});

test("renderMcNemarTable(results) is empty without a pair", () => {
  expect(lines([1], (arm) => arm === "hard")).toBe("");
});
