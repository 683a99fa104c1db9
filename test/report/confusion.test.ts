import { expect, test } from "vitest";
import { confusionsOf, summedConfusion } from "../../src/report/confusion.ts";
import { givenResults, hard } from "./given-results.ts";

test("summedConfusion(rows) adds the matrices of all rows", () => {
  const matrices = [
    [
      [5, 1],
      [0, 4],
    ],
    [
      [3, 3],
      [2, 2],
    ],
  ];
  const cell = ({ seed }: { readonly seed: number }) => ({ test: { confusion: matrices[seed - 1]! } });
  const { arms } = givenResults({ students: [hard], seeds: [1, 2], cell });
  expect(summedConfusion(arms[0]!.chosen!.rows)).toEqual([
    [8, 4],
    [2, 6],
  ]);
  expect(summedConfusion([])).toEqual([]);
});

test("confusionsOf(counts) gives each error its share of the true class; a class without samples has none", () => {
  const counts = [
    [6, 3, 3],
    [0, 0, 0],
    [0, 1, 9],
  ];
  expect(confusionsOf(counts)).toEqual([
    { label: 0, predicted: 1, samples: 3, share: 0.25 },
    { label: 0, predicted: 2, samples: 3, share: 0.25 },
    { label: 1, predicted: 0, samples: 0, share: 0 },
    { label: 1, predicted: 2, samples: 0, share: 0 },
    { label: 2, predicted: 0, samples: 0, share: 0 },
    { label: 2, predicted: 1, samples: 1, share: 0.1 },
  ]);
});
