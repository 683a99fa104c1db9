import { expect, test } from "vitest";
import { type Comparison, compareResults } from "../../src/compare/compare.ts";
import { renderComparison } from "../../src/compare/render-comparison.ts";
import type { Row } from "../../src/results/row.ts";
import { withAccuracies, withFailures, withSharedCells } from "../report/change.ts";
import { rows, study } from "../report/fixture.ts";

const a = { folder: "old", study, rows };

function comparedWith(changed: readonly Row[], old: readonly Row[] = rows): Comparison {
  return compareResults({ ...a, rows: old }, { folder: "new", study, rows: changed });
}

/** Other keys for the cells of an arm, as of another setting. */
function withOtherKeys(from: readonly Row[], arm: string): Row[] {
  return from.map((row) =>
    row.role === "student" && row.arm === arm ? { ...row, key: `x${row.key}` } : row,
  );
}

const start = [0.86, 0.861, 0.862, 0.863, 0.864];

/** A and B with accuracies of their own for one arm after the other; the differences are by seed. */
function comparedArms(differences: Readonly<Record<string, readonly number[]>>): Comparison {
  let [old, changed] = [rows, rows];
  for (const [arm, ofArm] of Object.entries(differences)) {
    const other = start.map((accuracy, i) => accuracy + ofArm[i]!);
    old = withAccuracies(old, arm, "test", start);
    changed = withAccuracies(withOtherKeys(changed, arm), arm, "test", other);
  }
  return comparedWith(changed, old);
}

function changeOf({ models }: Comparison, name: string) {
  return models.find((model) => model.name === name)!;
}

function tableLine(comparison: Comparison, start: string): string {
  return (
    renderComparison(comparison)
      .split("\n")
      .find((line) => line.startsWith(start)) ?? ""
  );
}

test("compareResults(a, a) finds that nothing differs, in whatever order the rows stand", () => {
  const comparison = comparedWith(rows.toReversed());
  expect(comparison.nothingDiffers).toBe(true);
  expect(new Set(comparison.models.map(({ finding }) => finding))).toEqual(new Set(["the same results"]));
  // The fixture's cells: 2 trees, 3 arms without a grid and one of 3 x 2 points, for 5 seeds: (2 + 3 + 6) * 5.
  expect(renderComparison(comparison)).toBe(
    "# B compared with A\n\n" +
      "- A: old, study fixture, 55 of 55 cells done\n" +
      "- B: new, study fixture, 55 of 55 cells done\n\n" +
      "Nothing differs: the settings and every row are the same.\n",
  );
});

test("compareResults(a, b) finds a row that only one has, and one that says something else", () => {
  expect(comparedWith(rows.slice(1)).nothingDiffers).toBe(false);
  expect(comparedWith(rows, rows.slice(1)).nothingDiffers).toBe(false);
  const [first, ...rest] = rows;
  expect(comparedWith([{ ...first!, key: "another" }, ...rest]).nothingDiffers).toBe(false);
});

test("compareResults(a, b) pairs by seed, and corrects the tests of one table by Holm", () => {
  const comparison = comparedArms({
    "Soft tree": [0.011, 0.023, 0.024, 0.025, 0.037],
    "Hard, converged": [-0.001, 0.003, 0.001, 0.002, 0],
  });
  // By hand: mean 0.024, sd sqrt(340e-6 / 4), t = 5.8208; and 0.001, sd sqrt(10e-6 / 4), t = 1.4142. With 4 degrees
  // of freedom F(t) = 1/2 + 3/8 t / sqrt(1 + t^2 / 4) (1 - t^2 / (1 + t^2 / 4) / 12): p = 0.0043375 and 0.230200. Of
  // two tests the smaller p is doubled.
  expect(changeOf(comparison, "Soft tree").adjustedP).toBeCloseTo(0.008675, 5);
  expect(changeOf(comparison, "Hard, converged").adjustedP).toBeCloseTo(0.2302, 5);
  // Intervals: 2.77645 * 0.0041231 = 0.011448; 2.77645 * 0.00070711 = 0.0019632. Both start at 86.2 with sd 0.158.
  expect(tableLine(comparison, "| moons | Soft tree")).toBe(
    "| moons | Soft tree | 86.2 ± 0.2 (5) | 88.6 ± 1.1 (5) | +2.4 (1.3 to 3.5) | 5 | 0.009 | higher in B |",
  );
  expect(tableLine(comparison, "| mnist | Hard, converged")).toMatch(
    /\+0\.1 \(−0\.1 to 0\.3\) \| 5 \| 0\.230 \| no difference found \|$/,
  );
  expect(tableLine(comparison, "| mnist | teacher Conv")).toMatch(/\| 1 \| – \| the same results \|$/);
});

test("compareResults(a, b) calls what lies below 0 lower in B", () => {
  const comparison = comparedArms({ "Soft tree": [-0.011, -0.023, -0.024, -0.025, -0.037] });
  expect(changeOf(comparison, "Soft tree").finding).toBe("lower in B");
});

test("compareResults(a, b) claims nothing that Holm's correction takes back", () => {
  // t = 0.001 sqrt(10) / 0.001 = 3.1623, p = 0.034108 by the formula above: twice that is above 0.05.
  const differences = [0, 0.001, 0.001, 0.001, 0.002];
  const alone = comparedArms({ "Soft tree": differences });
  expect(changeOf(alone, "Soft tree")).toMatchObject({ finding: "higher in B" });
  const both = comparedArms({ "Soft tree": differences, "Hard tree": differences });
  expect(changeOf(both, "Soft tree").adjustedP).toBeCloseTo(0.068219, 5);
  expect(changeOf(both, "Soft tree").finding).toBe("no claim");
});

test("compareResults(a, b) compares the seeds that both have done, and tells what failed", () => {
  const changed = withFailures(withOtherKeys(rows, "Soft tree"), "Soft tree", [2], "no | memory");
  const comparison = comparedWith(changed);
  expect(changeOf(comparison, "Soft tree")).toMatchObject({ finding: "no claim", difference: { n: 4 } });
  expect(comparison.cells).toEqual({
    doneInBoth: 54,
    sameResults: 50,
    otherNumbers: 0,
    doneOnlyInA: 1,
    doneOnlyInB: 0,
  });
  const text = renderComparison(comparison);
  expect(text).toContain("- B: new, study fixture, 54 of 55 cells done\n");
  expect(text).toContain("- Teachers and arms in both, 8: 7 the same results, 1 no claim.\n");
  expect(text).toContain("| B | moons | Soft tree | 2 | no \\| memory |\n");
});

test("compareResults(a, b) counts a result that serves all seeds once", () => {
  const shared = withSharedCells(rows, "Soft tree");
  const { difference, a, b } = changeOf(comparedWith(shared, shared), "Soft tree");
  expect([difference.n, a.accuracies.length, b.accuracies.length]).toEqual([1, 1, 1]);
});

test("compareResults(a, b) points to cells of equal keys that have other numbers", () => {
  const changed = withAccuracies(rows, "Hard tree", "validation", [1, 1, 1, 1, 1]);
  const comparison = comparedWith(changed);
  expect(comparison.cells).toMatchObject({ doneInBoth: 55, sameResults: 50, otherNumbers: 5 });
  expect(renderComparison(comparison)).toContain("- Cells with equal keys and yet other numbers: 5.");
});

test("compareResults(a, b) shows what each folder chose, and the points of the grid that changed", () => {
  const isHot = ({ variant }: { variant: { temperature?: unknown } }) => variant.temperature === 8;
  const better = withAccuracies(rows, "Soft, SGD", "validation", [0.99, 0.99, 0.99, 0.99, 0.99], isHot);
  const text = renderComparison(comparedWith(better));
  // Of equal ones the first of the grid: alpha 0.5.
  expect(text).toContain("| mnist | Soft, SGD (T = 3, α = 1 → T = 8, α = 0.5) |");
  expect(text).toContain("Points of the grids: 2 of 6 have other results");
  expect(text).toContain("| mnist | Soft, SGD (T = 8, α = 1) |");
  expect(text).not.toContain("| mnist | Soft, SGD (T = 3, α = 1) |");
});

test("compareResults(a, b) of nothing done and of no shared name says so", () => {
  expect(changeOf(comparedWith([], []), "Hard tree")).toMatchObject({ finding: "no claim" });
  const [moons, mnist] = study.experiments;
  const comparison = compareResults(
    { folder: "moons", study: { ...study, experiments: [moons!] }, rows: [] },
    { folder: "mnist", study: { ...study, experiments: [mnist!] }, rows: [] },
  );
  const text = renderComparison(comparison);
  expect(text).toContain("No teacher and no arm is in both.");
  expect(text).toContain("## Only in A\n\n- moons\n\n## Only in B\n\n- mnist\n");
  expect(text).not.toContain("| ---");
});
