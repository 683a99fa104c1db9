import { expect, test } from "vitest";
import { renderHeadlineTable } from "../../src/report/headline-table.ts";
import { renderTunedTable } from "../../src/report/tuned-table.ts";
import { madeResults } from "./made-results.ts";

const network = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };

/** Validation accuracy by learning rate; 10 epochs are better than 5. */
function results(accuracies: Readonly<Record<string, number>>, fields: object) {
  return madeResults({
    seeds: [1, 2],
    students: [{ ...network, ...fields }],
    made: ({ variant }) => {
      const accuracy = accuracies[String(variant.learningRate)];
      const validation = (accuracy ?? 0.5) + (variant.epochs === 10 ? 0.01 : 0);
      return accuracy === undefined ? null : { validation };
    },
  });
}
const accuracies = { "0.1": 0.8, "0.2": 0.85, "0.3": 0.7 };
const tune = { learningRate: [0.1, 0.2, 0.3] };

test("renderTunedTable(results) shows every candidate at the chosen point, with the choice in bold", () => {
  const table = renderTunedTable(results(accuracies, { grid: { epochs: [5, 10] }, tune }));
  expect(table.split("\n").filter((line) => line.startsWith("| hard"))).toEqual([
    "| hard (10 epochs) | learning rate 0.1 | 81.00 ± 0.00 | 2 |",
    "| hard (10 epochs) | learning rate 0.2 | **86.00 ± 0.00** | 2 |",
    "| hard (10 epochs) | learning rate 0.3 | 71.00 ± 0.00 | 2 |",
  ]);
  expect(table).not.toContain("At an end");
});

test("renderTunedTable(results) says so where the choice lies at an end of what was tried", () => {
  const table = renderTunedTable(results({ ...accuracies, "0.3": 0.9 }, { tune }));
  expect(table).toContain(
    "**At an end of what was tried.**\n\n- hard: the highest learning rate that was tried (0.3) was chosen: more might be better.",
  );
});

test("renderTunedTable(results) counts the points of the grid whose choice lies at an end", () => {
  // At 5 epochs the lowest rate is the best; at 10 and 20 the middle one.
  const lowest = madeResults({
    seeds: [1, 2],
    students: [{ ...network, grid: { epochs: [5, 10, 20] }, tune }],
    made: ({ variant }) => ({
      validation: variant.learningRate === (variant.epochs === 5 ? 0.1 : 0.2) ? 0.9 : 0.8,
    }),
  });
  expect(renderTunedTable(lowest)).toContain(
    "- hard: at 1 of 3 points the lowest learning rate that was tried (0.1) was chosen: less might be better.",
  );
});

test("renderTunedTable(results) looks at a learning rate in the grid, too, and not beyond what a setting can be", () => {
  const inGrid = results({ "0.1": 0.7, "0.2": 0.8 }, { grid: { epochs: [5, 10], learningRate: [0.1, 0.2] } });
  expect(renderTunedTable(inGrid)).toBe(
    "**At an end of what was tried.**\n\n" +
      "- hard: at 2 of 2 points the highest learning rate that was tried (0.2) was chosen: more might be better.",
  );
  const decay = madeResults({
    seeds: [1, 2],
    students: [{ ...network, tune: { weightDecay: [0, 0.1] } }],
    made: ({ variant }) => ({ validation: variant.weightDecay === 0 ? 0.9 : 0.8 }),
  });
  expect(renderTunedTable(decay)).not.toContain("At an end");
});

test("renderTunedTable(results) has a dash for what is not done", () => {
  expect(renderTunedTable(results({ "0.1": 0.8, "0.2": 0.9 }, { tune }))).toContain(
    "| hard | learning rate 0.3 | – | 0 |",
  );
});

test("renderTunedTable(results) is empty where nothing is tuned", () => {
  expect(renderTunedTable(results({ "0.1": 0.8 }, { grid: { learningRate: [0.1] } }))).toBe("");
});

test("renderHeadlineTable(experiments) names what was tuned beside what the grid has chosen", () => {
  expect(renderHeadlineTable([results(accuracies, { grid: { epochs: [5, 10] }, tune })])).toContain(
    "hard labels; 10 epochs, learning rate 0.2 (chosen on validation)",
  );
});
