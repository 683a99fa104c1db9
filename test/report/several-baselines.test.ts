// An arm with several baselines is compared with each of them: in the answer, in every table, as one family.
import { describe, expect, it } from "vitest";
import { comparisonSentences } from "../../src/report/answer-comparisons.ts";
import { probabilitySentence } from "../../src/report/answer-probabilities.ts";
import { armComparisons, pointLines } from "../../src/report/family.ts";
import { renderHeadlineTable } from "../../src/report/headline-table.ts";
import { renderMcNemarTable } from "../../src/report/mcnemar-table.ts";
import { around, madeResults } from "./made-results.ts";

const network = { kind: "mlp", epochs: 1, labels: "hard" };
const students = [
  { ...network, name: "hard" },
  { ...network, name: "smooth", labelSmoothing: 0.1, baseline: "hard", control: true },
  { ...network, name: "soft", labels: "soft", baseline: ["hard", "smooth"] },
  { ...network, name: "softer", labels: "soft", baseline: ["hard", "smooth"] },
];
/** Of the arms below, each difference with a margin of 0.124 points: see `around`. */
const accuracies: Readonly<Record<string, number>> = { hard: 0.9, smooth: 0.903, soft: 0.908, softer: 0.903 };

const results = (arms: readonly object[] = students) =>
  madeResults({
    seeds: [1, 2, 3, 4, 5],
    students: arms,
    made: ({ arm, seed }) => {
      const accuracy = accuracies[arm]!;
      const test = arm.startsWith("soft") ? around(accuracy, seed) : accuracy;
      return { test, validation: accuracy, wrong: arm === "hard" ? [0, 1] : [1] };
    },
  });

describe("an arm with several baselines", () => {
  it("is compared with each, and all comparisons are one family", () => {
    const comparisons = armComparisons(results());
    expect(comparisons.map(({ arm, baseline }) => `${arm.spec.name} ${baseline.spec.name}`)).toEqual([
      "soft hard",
      "soft smooth",
      "softer hard",
      "softer smooth",
    ]);
    expect(comparisons.map(({ tests }) => tests)).toEqual([4, 4, 4, 4]);
  });

  it("is told baseline by baseline where there are many comparisons", () => {
    expect(comparisonSentences(results())).toEqual([
      "4 comparisons with a baseline, in points (95 % CI, n = 5 seeds, paired; Holm's correction over 4 tests): " +
        "against hard: soft +0.8 (0.7 to 0.9), a gain; softer +0.3 (0.2 to 0.4), a gain; " +
        "against smooth: soft +0.5 (0.4 to 0.6), a gain; softer 0.0 (−0.1 to 0.1), no difference found.",
    ]);
  });

  it("is told with each baseline where there are few", () => {
    const [toHard, toSmooth] = comparisonSentences(results(students.slice(0, 3)));
    expect(toHard).toContain("soft against hard: 90.0 → 90.8 %, a gain");
    expect(toSmooth).toContain("soft against smooth: 90.3 → 90.8 %, a gain");
  });

  it("is shown with the probabilities of the best arm and each of its baselines", () => {
    const sentence = probabilitySentence(results());
    expect(sentence).toContain("soft against hard, NLL");
    expect(sentence).toContain("soft against smooth, NLL");
    expect(sentence).not.toContain("softer against");
  });

  it("has a line in the headline table for each, the model in the first alone", () => {
    const table = renderHeadlineTable([results(students.slice(0, 3))]);
    expect(table).toMatch(
      /\| soft \| soft labels; .* \| 5 \| \+0\.8 \(0\.7 to 0\.9\) against hard \| < 0\.001 \| {2}\|/,
    );
    expect(table).toMatch(/\n\|(?: {2}\|){5} \+0\.5 \(0\.4 to 0\.6\) against smooth \| < 0\.001 \| {2}\|/);
  });

  it("has its pairs with each in McNemar's table", () => {
    const table = renderMcNemarTable(results());
    expect(table).toContain("| soft | hard | 1 | 1 | 0 |");
    expect(table).toContain("| soft | smooth | 1 | 0 | 0 |");
  });

  it("is compared with each point by point", () => {
    const grid = { hidden: [[5], [9]] };
    const lines = pointLines(results(students.slice(0, 3).map((student) => ({ ...student, grid }))));
    expect(lines.map(({ arm, baseline }) => `${arm.spec.name} ${baseline.spec.name}`)).toEqual([
      "smooth hard",
      "soft hard",
      "soft smooth",
    ]);
  });
});
