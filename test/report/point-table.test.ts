import { describe, expect, it } from "vitest";
import { renderPointTables } from "../../src/report/point-table.ts";
import type { Variant } from "../../src/results/row.ts";
import type { Cell } from "../../src/study/cells.ts";
import { around, type MadeStudy, madeResults } from "./made-results.ts";

const seeds = [1, 2, 3, 4, 5];
const tree = { kind: "tree" };
const network = { kind: "mlp", epochs: 1 };

function tables(students: readonly object[], made: MadeStudy["made"], teachers?: readonly object[]): string {
  return renderPointTables(madeResults({ seeds, students, made, ...(teachers && { teachers }) }));
}

const linesOf = (markdown: string) => markdown.split("\n").filter((line) => line.startsWith("| "));

/** Hard labels give 0.9 at each point, soft ones what `soft` says of their variant. */
const softBy =
  (soft: (variant: Variant) => number): MadeStudy["made"] =>
  ({ student, variant, seed }: Cell) => ({
    test: student.labels === "hard" ? 0.9 : around(soft(variant), seed),
  });

describe("renderPointTables(results)", () => {
  it("sets the best of the other axes on validation against the baseline's, seed by seed, with the leaves of trees", () => {
    const markdown = tables(
      [
        { ...tree, name: "hard", labels: "hard", grid: { maxDepth: [1, 3] } },
        {
          ...tree,
          name: "soft",
          labels: "soft",
          baseline: "hard",
          grid: { temperature: [1, 4], maxDepth: [1, 3] },
        },
      ],
      ({ student, variant, seed }) => ({
        // T = 4 is chosen; T = 1 is better on test, which must not matter.
        validation: variant.temperature === 4 ? 0.95 : 0.9,
        test:
          student.labels === "hard"
            ? 0.8
            : variant.temperature === 1
              ? 0.99
              : around(variant.maxDepth === 3 ? 0.85 : 0.8, seed),
        leaves: 2 ** Number(variant.maxDepth),
      }),
    );
    expect(markdown).toContain("**soft against hard, by max depth.**");
    // 0.85 - 0.8 is 5 points -+ 0.124 (see `around`); its p is below 1e-6, that of 0 is 1.
    expect(markdown).toContain(
      "Of 2 values of max depth, by Holm's correction over 2 tests: 1 is a gain (3), 1 finds no difference (1).",
    );
    expect(linesOf(markdown).slice(2)).toEqual([
      "| max depth 1 | 80.0 ± 0.0 | 2 | 80.0 ± 0.1 | 2 | T = 4 | 0.0 (−0.1 to 0.1) | 5 | 1.000 | 0.400 → 0.400 | 0.050 → 0.050 |",
      "| max depth 3 | 80.0 ± 0.0 | 8 | 85.0 ± 0.1 | 8 | T = 4 | +5.0 (4.9 to 5.1) | 5 | < 0.001 | 0.400 → 0.400 | 0.050 → 0.050 |",
    ]);
  });

  it("corrects over the values of the axis: one below 0.05 alone need not pass", () => {
    // scipy 1.17.1: ttest_rel of 0.9 + 0.0015 + [-0.001, -0.001, 0, 0.001, 0.001] and 0.9: p = 0.028460; twice that is 0.057
    const markdown = tables(
      [
        { ...network, name: "hard", labels: "hard", grid: { learningRate: [0.1, 0.2] } },
        { ...network, name: "soft", labels: "soft", baseline: "hard", grid: { learningRate: [0.1, 0.2] } },
      ],
      softBy(({ learningRate }) => (learningRate === 0.1 ? 0.9015 : 0.9)),
    );
    expect(markdown).toContain(
      "1 finds no difference (0.2), 1 has an interval that excludes 0, but no claim after the correction (0.1).",
    );
    expect(markdown).toMatch(/^\| learning rate 0\.1 .*\| 0\.057 \| 0\.400 → /m);
  });

  it("tells negative log likelihood and calibration error at each value, with the interval of their difference", () => {
    const markdown = tables(
      [
        { ...network, name: "hard", labels: "hard", grid: { learningRate: [0.1, 0.2] } },
        { ...network, name: "soft", labels: "soft", baseline: "hard", grid: { learningRate: [0.1, 0.2] } },
      ],
      ({ student, variant, seed }) =>
        student.labels === "hard" || variant.learningRate === 0.2
          ? {}
          : { nll: 0.3 + 0.01 * seed, ece: 0.02 },
    );
    // Differences -0.09, -0.08, ... -0.05: mean -0.07, sd 0.015811, margin 2.77645 * 0.015811 / sqrt(5) = 0.01963.
    expect(markdown).toContain("| 0.400 → 0.330 (−0.090 to −0.050) | 0.050 → 0.020 |");
    expect(markdown).toContain("| 0.400 → 0.400 | 0.050 → 0.050 |");
  });

  it("has a table for each axis that both have, whatever it is", () => {
    const grid = { hidden: [[5], [10, 10]], epochs: [1, 2] };
    const markdown = tables(
      [
        { ...network, name: "hard", labels: "hard", grid },
        {
          ...network,
          name: "soft",
          labels: "soft",
          baseline: "hard",
          grid: { ...grid, temperature: [1, 2] },
        },
      ],
      softBy(() => 0.9),
    );
    expect(markdown.match(/\*\*soft against hard, by [a-z ]+/g)).toEqual([
      "**soft against hard, by hidden",
      "**soft against hard, by epochs",
    ]);
    expect(markdown).toContain("find no difference (5; 10-10)");
  });

  it("compares the values that both have, and is empty where there are none", () => {
    const of = (hard: object, soft: object, baseline = "hard") =>
      tables(
        [
          { ...tree, name: "hard", labels: "hard", grid: hard },
          { ...tree, name: "soft", labels: "soft", grid: soft, ...(baseline && { baseline }) },
        ],
        softBy(() => 0.9),
      );
    expect(of({ maxDepth: [3, 7] }, { maxDepth: [1, 3] }).match(/\| max depth \d+/g)).toEqual([
      "| max depth 3",
    ]);
    expect(of({ maxDepth: [7, 8] }, { maxDepth: [1, 2] })).toBe("");
    expect(of({ maxLeaves: [7, 8] }, { maxDepth: [7, 8] })).toBe("");
    expect(of({ maxDepth: [1, 3] }, { maxDepth: [1, 3] }, "")).toBe("");
  });

  it("takes a teacher's share of the rows for the student's, where the student's own is the default", () => {
    const teacher = { kind: "mlp", hidden: [100], epochs: 1, seed: 1 };
    const teachers = [
      { ...teacher, name: "few", trainFraction: 0.01 },
      { ...teacher, name: "all" },
    ];
    const students = (soft: object) => [
      { ...network, name: "hard", labels: "hard", teacher: "all", grid: { trainFraction: [0.01, 0.1, 1] } },
      {
        ...network,
        name: "soft",
        labels: "soft",
        baseline: "hard",
        grid: { teacher: ["few", "all"] },
        ...soft,
      },
    ];
    const made = softBy(({ teacher }) => (teacher === "few" ? 0.95 : 0.9));
    const markdown = tables(students({}), made, teachers);
    expect(linesOf(markdown).slice(2)).toEqual([
      "| 1 % of the rows | 90.0 ± 0.0 | 95.0 ± 0.1 | teacher few | +5.0 (4.9 to 5.1) | 5 | < 0.001 | 0.400 → 0.400 | 0.050 → 0.050 |",
      "| 100 % of the rows | 90.0 ± 0.0 | 90.0 ± 0.1 | teacher all | 0.0 (−0.1 to 0.1) | 5 | 1.000 | 0.400 → 0.400 | 0.050 → 0.050 |",
    ]);
    // A student with a share of its own is what it says; one share is no axis.
    expect(tables(students({ trainFraction: 0.1 }), made, teachers)).toBe("");
  });

  it("has no table by teacher where one by their share of the rows pairs the same models", () => {
    const teacher = { kind: "mlp", hidden: [100], epochs: 1, seed: 1 };
    const teachers = (second: object) => [
      { ...teacher, name: "few", trainFraction: 0.01 },
      { ...teacher, name: "all", ...second },
    ];
    const students = [
      { ...network, name: "top class", labels: "argmax", grid: { teacher: ["few", "all"] } },
      { ...network, name: "soft", labels: "soft", baseline: "top class", grid: { teacher: ["few", "all"] } },
    ];
    const titles = (markdown: string) => markdown.match(/against top class, by [\w ]+/g);
    expect(titles(tables(students, () => ({}), teachers({})))).toEqual([
      "against top class, by train fraction",
    ]);
    const alike = teachers({ trainFraction: 0.01, hidden: [50] });
    expect(titles(tables(students, () => ({}), alike))).toEqual(["against top class, by teacher"]);
  });

  it("leaves out points of which nothing is done", () => {
    const markdown = tables(
      [
        { ...tree, name: "hard", labels: "hard", grid: { maxDepth: [1, 3] } },
        { ...tree, name: "soft", labels: "soft", baseline: "hard", grid: { maxDepth: [1, 3] } },
      ],
      ({ variant }) => (variant.maxDepth === 1 ? null : {}),
    );
    expect(markdown.match(/\| max depth \d+/g)).toEqual(["| max depth 3"]);
  });

  it("folds a table that is long", () => {
    const grid = { maxDepth: Array.from({ length: 13 }, (_, i) => i + 1) };
    const markdown = tables(
      [
        { ...tree, name: "hard", labels: "hard", grid },
        { ...tree, name: "soft", labels: "soft", baseline: "hard", grid },
      ],
      softBy(() => 0.9),
    );
    expect(markdown).toMatch(/no difference \(1; 2; .*; 13\)\.\n\n<details>\n<summary>The table<\/summary>/);
  });
});
