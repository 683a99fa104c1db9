import { expect, test } from "vitest";
import { confusionFigure } from "../../../src/report/figures/confusion-figure.ts";
import { type GivenStudy, givenResults, hard, soft } from "../given-results.ts";

const confusion = [
  [40, 10],
  [2, 48],
];

const given: GivenStudy = {
  students: [hard, soft],
  seeds: [1, 2],
  teacher: {
    test: {
      confusion: [
        [50, 0],
        [1, 1249],
      ],
    },
  },
  cell: ({ arm }) => ({ validation: arm === "soft" ? 0.9 : 0.8, test: { confusion } }),
};

test("confusionFigure(results) tells what the teacher and the best student take for what, over all seeds", async () => {
  const figure = await confusionFigure(givenResults(given));
  expect(figure?.name).toBe("figures/digits-confusion.svg");
  expect(figure?.alt).toBe(
    "Confusion matrices on test: " +
      "t, teacher: 1 of 1,300 wrong, n = 1, most often class 1 taken for 0 (1 time, 0.1 % of the class); " +
      "soft, best student on validation: 24 of 200 wrong, n = 2, most often class 0 taken for 1 (20 times, 20.0 % of the class)",
  );
  for (const count of [80, 20, 4, 96]) expect(figure?.svg).toContain(`>${count}<`);
});

test("confusionFigure(results) writes no 0 beside the diagonal, and says nothing of errors that are not", async () => {
  const results = givenResults({
    ...given,
    teacher: {
      test: {
        confusion: [
          [7, 0],
          [0, 0],
        ],
      },
    },
    cell: () => null,
  });
  const figure = await confusionFigure(results);
  expect(figure?.alt).toBe("Confusion matrices on test: t, teacher: 0 of 7 wrong, n = 1");
  const cells = [...(figure?.svg ?? "").matchAll(/text-anchor="middle"[^>]*>([^<]+)<\/text>/g)].map(
    ([, text]) => text,
  );
  expect(cells.filter((text) => text === "7")).toHaveLength(1);
});

test("confusionFigure(results) is null for more than 10 classes, and where nothing is done", async () => {
  const classes = (count: number) => Array.from({ length: count }, () => new Array<number>(count).fill(1));
  const of = (count: number) => givenResults({ ...given, teacher: { test: { confusion: classes(count) } } });
  expect(await confusionFigure(of(10))).not.toBeNull();
  expect(await confusionFigure(of(11))).toBeNull();
  expect(await confusionFigure(givenResults({ ...given, teacher: null, cell: () => null }))).toBeNull();
});
