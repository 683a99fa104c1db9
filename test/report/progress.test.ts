import { expect, test } from "vitest";
import { renderProgress } from "../../src/report/progress.ts";
import { madeResults } from "./made-results.ts";

const student = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
const tuned = { ...student, grid: { batchSize: [32, 64] }, tune: { learningRate: [0.1, 0.2, 0.3] } };

test("renderProgress(experiments) counts every candidate of what is tuned", () => {
  // 2 points, 3 candidates each, 2 seeds: 12 cells
  const all = madeResults({ seeds: [1, 2], students: [tuned], made: () => ({}) });
  expect(renderProgress([all])).toBe("");
  const some = madeResults({
    seeds: [1, 2],
    students: [tuned],
    made: ({ variant }) => (variant.learningRate === 0.3 ? null : {}),
  });
  expect(renderProgress([some])).toBe("> This report is not complete: 8 of 12 cells done.");
});
