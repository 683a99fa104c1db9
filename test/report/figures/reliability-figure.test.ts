import { expect, test } from "vitest";
import { reliabilityFigure } from "../../../src/report/figures/reliability-figure.ts";
import type { ReliabilityBin } from "../../../src/results/row.ts";
import { type GivenStudy, givenResults, hard, soft } from "../given-results.ts";

/** Mean confidence 0.9, accuracy 0.8. */
const reliability: readonly ReliabilityBin[] = [
  [10, 0.5, 0.3],
  [40, 0.85, 0.75],
  [50, 0.98, 0.94],
];
// (10 * 0.5 + 40 * 0.85 + 50 * 0.98) / 100 = 0.88

const given: GivenStudy = {
  students: [hard, { ...soft, baseline: "hard" }],
  seeds: [1, 2],
  teacher: { accuracy: 0.95, test: { ece: 0.02, reliability } },
  cell: ({ seed }) => ({ accuracy: 0.8, test: { ece: 0.1 * seed, reliability } }),
};

test("reliabilityFigure(results) tells ECE (the mean over seeds), mean confidence and accuracy of each model", async () => {
  const figure = await reliabilityFigure(givenResults(given));
  expect(figure?.name).toBe("figures/digits-reliability.svg");
  expect(figure?.alt).toBe(
    "Accuracy against confidence on test: t: ECE 0.020 (n = 1), mean confidence 88.0 %, accuracy 95.0 %; " +
      "soft: ECE 0.150 (n = 2), mean confidence 88.0 %, accuracy 80.0 %; " +
      "hard: ECE 0.150 (n = 2), mean confidence 88.0 %, accuracy 80.0 %",
  );
  for (const text of ["soft", "ECE 0.020 (n = 1)", "ECE 0.150 (n = 2)"])
    expect(figure?.svg).toContain(`>${text}<`);
});

test("reliabilityFigure(results) shows four models at most: the teacher, then the best arms, each with its partner", async () => {
  const validation: Readonly<Record<string, number>> = {
    hard: 0.7,
    other: 0.8,
    best: 0.95,
    second: 0.9,
    worst: 0.6,
  };
  const students = [
    hard,
    { ...hard, name: "other" },
    { ...soft, name: "second", baseline: "worst" },
    { ...soft, name: "best", baseline: "hard" },
    { ...soft, name: "worst" },
  ];
  const cell: GivenStudy["cell"] = ({ arm }) => ({ validation: validation[arm]!, test: { reliability } });
  const teacher = { test: { reliability } };
  const figure = await reliabilityFigure(givenResults({ students, cell, teacher }));
  const names = [...(figure?.alt ?? "").matchAll(/(\w+): ECE/g)].map(([, name]) => name);
  expect(names).toEqual(["t", "best", "hard", "other"]);
});

test("reliabilityFigure(results) shows the accuracy of a bin from 20 samples on, and the share of every bin", async () => {
  const figure = await reliabilityFigure(givenResults({ ...given, seeds: [1], students: [hard] }));
  const [accuracies, shares] = (JSON.parse(figure!.spec) as Panels).vconcat.map(
    ({ layer }) => layer.at(-1)!.data.values,
  );
  // Of the teacher and of the arm; the bins at 0.5 have 10 samples.
  expect(accuracies!.map(({ confidence }) => confidence)).toEqual([0.85, 0.98, 0.85, 0.98]);
  expect(shares!.map(({ share }) => share)).toEqual([10, 40, 50, 10, 40, 50]);
});

interface Panels {
  readonly vconcat: readonly {
    readonly layer: readonly {
      readonly data: { readonly values: readonly Readonly<Record<string, number>>[] };
    }[];
  }[];
}

test("reliabilityFigure(results) is null where nothing is done", async () => {
  expect(
    await reliabilityFigure(givenResults({ students: [hard], teacher: null, cell: () => null })),
  ).toBeNull();
});
