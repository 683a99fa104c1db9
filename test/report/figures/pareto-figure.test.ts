import { expect, test } from "vitest";
import { paretoFigure } from "../../../src/report/figures/pareto-figure.ts";
import { type GivenStudy, givenResults, hard, soft } from "../given-results.ts";

const tree = { name: "tree", kind: "tree", labels: "hard" };
const costs: Readonly<Record<string, { readonly bytes: number; readonly multiplyAdds: number }>> = {
  hard: { bytes: 4000, multiplyAdds: 1000 },
  soft: { bytes: 4000, multiplyAdds: 1000 },
  tree: { bytes: 50_000, multiplyAdds: 0 },
};
const accuracies: Readonly<Record<string, number>> = { hard: 0.8, soft: 0.9, tree: 0.85 };

const given: GivenStudy = {
  students: [hard, soft, tree],
  teacher: { validation: 0.97, accuracy: 0.96, cost: { bytes: 1_000_000, multiplyAdds: 250_000 } },
  cell: ({ arm }) => ({ validation: accuracies[arm]!, accuracy: accuracies[arm]! - 0.01, cost: costs[arm]! }),
};

test("paretoFigure(results) names the models on the fronts of bytes and of multiply-adds, with their test accuracy", async () => {
  const figure = await paretoFigure(givenResults(given));
  expect(figure?.name).toBe("figures/digits-pareto.svg");
  // By bytes: soft, t. By multiply-adds: tree, soft, t.
  expect(figure?.alt).toBe(
    "Test accuracy against bytes and against multiply-adds of a prediction, 4 models. On the front: " +
      "soft 89.0 %, 4,000 bytes, 1,000 multiply-adds; tree 84.0 %, 50,000 bytes, 0 multiply-adds; " +
      "t 96.0 %, 1,000,000 bytes, 250,000 multiply-adds",
  );
  for (const text of ["soft", "tree", "50,000", "on a front"]) expect(figure?.svg).toContain(`>${text}<`);
  expect(figure?.caption).not.toContain("are named");
});

test("paretoFigure(results) names 8 models at most, the cheapest and the best among them", async () => {
  const widths = Array.from({ length: 12 }, (_, i) => i + 1);
  const students = [{ ...soft, grid: { hidden: widths.map((width) => [width]) } }];
  const cell: GivenStudy["cell"] = ({ variant }) => {
    const [width] = variant.hidden as readonly number[];
    return { validation: 0.5 + 0.01 * width!, cost: { bytes: 100 * width!, multiplyAdds: 25 * width! } };
  };
  const figure = await paretoFigure(givenResults({ students, teacher: null, cell }));
  const named = [...(figure?.alt ?? "").matchAll(/hidden (\d+)/g)].map(([, width]) => Number(width));
  // Round(i * 11 / 7) + 1 for i = 0 ... 7
  expect(named).toEqual([1, 3, 4, 6, 7, 9, 10, 12]);
  expect(figure?.caption).toContain(" 8 of the 12 models on the fronts are named.");
});

test("paretoFigure(results) names the teacher beside 7 others, wherever it stands on a front", async () => {
  const widths = Array.from({ length: 9 }, (_, i) => i + 1);
  const students = [{ ...soft, grid: { hidden: widths.map((width) => [width]) } }];
  const cell: GivenStudy["cell"] = ({ variant }) => {
    const [width] = variant.hidden as readonly number[];
    return { validation: 0.5 + 0.01 * width!, cost: { bytes: 100 * width!, multiplyAdds: 25 * width! } };
  };
  const teacher = { validation: 0.525, accuracy: 0.4, cost: { bytes: 250, multiplyAdds: 60 } };
  const figure = await paretoFigure(givenResults({ students, teacher, cell }));
  const named = [...(figure?.alt ?? "").matchAll(/(?:hidden (\d+)\)|t) \d/g)].map(
    ([, width]) => width ?? "t",
  );
  // Of nine widths the 7 at round(i * 8 / 6), and the teacher between 2 and 3.
  expect(named).toEqual(["1", "2", "t", "4", "5", "6", "8", "9"]);
});

test("paretoFigure(results) cuts a name that would run into the numbers beside it", async () => {
  const long = "a".repeat(80);
  const students = [{ ...soft, name: long, grid: { hidden: [[2]] } }];
  const figure = await paretoFigure(
    givenResults({ ...given, students, cell: () => ({ cost: { bytes: 10 } }) }),
  );
  expect(figure?.svg).toContain(`>${"a".repeat(29)}…${"a".repeat(19)} (hidden 2)<`);
  expect(figure?.alt).toContain(long);
});

test("paretoFigure(results) is null where all models cost the same, and where nothing is done", async () => {
  expect(await paretoFigure(givenResults({ ...given, teacher: null, students: [hard, soft] }))).toBeNull();
  expect(await paretoFigure(givenResults({ ...given, teacher: null, cell: () => null }))).toBeNull();
});
