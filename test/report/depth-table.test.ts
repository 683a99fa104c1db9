import { describe, expect, it } from "vitest";
import { renderDepthTables } from "../../src/report/depth-table.ts";
import type { ExperimentResults } from "../../src/report/results.ts";
import type { StudentRow } from "../../src/results/row.ts";
import { arm, treeResults, treeShape } from "./figures/tree-results.ts";

const depths = [1, 3];
const seeds = [1, 2, 3, 4, 5];

/** Test accuracy of each row, and validation accuracy where a choice is made. */
function results(
  grid: { hard: object; soft: object },
  testOf: (labels: string, depth: number, temperature: number, seed: number) => number,
  baseline: string | undefined = arm.hard.name,
): ExperimentResults {
  const made = treeResults(
    [
      { ...arm.hard, grid: grid.hard },
      { ...arm.soft, ...(baseline && { baseline }), grid: grid.soft },
    ],
    seeds,
    ({ variant }) => ({
      tree: treeShape({ leaves: 2 ** Number(variant.maxDepth) }),
      accuracy: variant.temperature === 4 ? 0.95 : 0.9, // T = 4 is chosen
    }),
  );
  const changed = (row: StudentRow): StudentRow => {
    const { maxDepth, temperature } = row.variant;
    const accuracy = testOf(row.spec.labels, Number(maxDepth), Number(temperature ?? 0), row.seed);
    const test = { ...row.metrics.test, accuracy };
    return { ...row, metrics: { ...row.metrics, test } };
  };
  return {
    ...made,
    arms: made.arms.map((own) => ({
      ...own,
      variants: own.variants.map((variant) => ({
        ...variant,
        rows: variant.rows.map(changed),
        everySeed: variant.everySeed.map(changed),
      })),
    })),
  };
}

describe("renderDepthTables(results)", () => {
  it("sets the arm's best variant at each depth against the baseline's, seed by seed", () => {
    // Hard, in points above 60 or 80: 1, 0, 1, 0, 1: sd sqrt(1.2 / 4) = 0.55; with the soft tree's -0.2 ... 0.2: sqrt(1.3 / 4) = 0.57.
    // At depth 3 T = 4 gains 0.02 + seed / 1000: mean 2.3 points, sd 0.158; t(4) = 2.776: 2.776 * 0.158 / sqrt(5) = 0.196.
    const table = renderDepthTables(
      results(
        { hard: { maxDepth: depths }, soft: { temperature: [1, 4], maxDepth: depths } },
        (labels, depth, temperature, seed) => {
          const hard = 0.5 + 0.1 * depth + 0.01 * (seed % 2);
          if (labels === "hard" || depth === 1) return hard + (labels === "hard" ? 0 : 0.001 * (seed - 3));
          return hard + (temperature === 4 ? 0.02 + seed / 1000 : 0.1);
        },
      ),
    );
    expect(table).toContain("The interval lies above 0 at 3; around 0 at 1. Each is for its depth alone");
    const rows = table.split("\n").filter((line) => line.startsWith("| max depth"));
    expect(rows).toEqual([
      "| max depth 1 | 60.6 ± 0.5 | 2 | 60.6 ± 0.6 | 2 | T = 4 | 0.0 (−0.2 to 0.2) |",
      "| max depth 3 | 80.6 ± 0.5 | 8 | 82.9 ± 0.6 | 8 | T = 4 | +2.3 (2.1 to 2.5) |",
    ]);
  });

  it("compares the depths that both have, and is empty where there are none", () => {
    const same = () => 0.8;
    const some = renderDepthTables(results({ hard: { maxDepth: [3, 7] }, soft: { maxDepth: [1, 3] } }, same));
    expect(some.match(/\| max depth \d+/g)).toEqual(["| max depth 3"]);
    expect(renderDepthTables(results({ hard: { maxDepth: [7] }, soft: { maxDepth: [1] } }, same))).toBe("");
    expect(renderDepthTables(results({ hard: { maxLeaves: [7] }, soft: { maxDepth: [1] } }, same))).toBe("");
  });

  it("is empty without a baseline", () => {
    const grids = { hard: { maxDepth: depths }, soft: { maxDepth: depths } };
    expect(renderDepthTables(results(grids, () => 0.8, ""))).toBe("");
  });
});
