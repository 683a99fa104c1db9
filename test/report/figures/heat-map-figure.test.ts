import { expect, test } from "vitest";
import { heatMapFigure } from "../../../src/report/figures/heat-map-figure.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { madeResults } from "../made-results.ts";

const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
const soft = { ...hard, name: "soft", labels: "soft", baseline: "hard" };
const grid = { temperature: [4, 1], alpha: [0.5, 1] };

/** Test accuracy of hard labels 80 %; of soft ones by T and alpha. The best on validation is T = 1, alpha = 1. */
function made({ variant: { temperature, alpha }, seed }: Cell) {
  if (temperature === undefined) return { test: 0.8 };
  const ofCell: Readonly<Record<string, number>> = { "4 0.5": 0.85, "4 1": 0.79, "1 0.5": 0.8, "1 1": 0.825 };
  const shift = seed === 1 ? -0.002 : 0.002;
  return {
    test: ofCell[`${temperature} ${alpha}`]! + shift,
    validation: temperature === 1 && alpha === 1 ? 0.9 : 0.8,
  };
}

const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]+)</g)].map(([, text]) => text);

test("heatMapFigure(results) has each mean with its difference to the baseline, and a frame around the choice", async () => {
  const figure = (await heatMapFigure(
    madeResults({ seeds: [1, 2], students: [hard, { ...soft, grid }], made }),
  ))!;
  const shown = texts(figure.svg);
  for (const text of ["85.0", "+5.0", "79.0", "−1.0", "80.0", "0.0", "82.5", "+2.5"])
    expect(shown).toContain(text);
  expect(figure.svg.match(/stroke="#000000" stroke-width="3"/g)).toHaveLength(1);
  expect(figure.name).toBe("figures/digits-heat-map.svg");
  expect(figure.alt).toBe(
    "Test accuracy over temperature and α. soft: highest 85.0 % at T = 4, α = 0.5, lowest 79.0 % at T = 4, α = 1; " +
      "chosen on validation T = 1, α = 1, 82.5 % (+2.5 points to hard).",
  );
  expect(figure.caption).toContain("mean over 2 seeds");
});

test("heatMapFigure(results) puts low temperatures left and high alphas on top", async () => {
  const figure = (await heatMapFigure(
    madeResults({ seeds: [1], students: [hard, { ...soft, grid }], made }),
  ))!;
  const { concat } = JSON.parse(figure.spec);
  expect(concat[0].encoding.x.scale.domain).toEqual([1, 4]);
  expect(concat[0].encoding.y.scale.domain).toEqual([1, 0.5]);
});

test("heatMapFigure(results) has a dash for what is skipped, and no difference without a baseline", async () => {
  const alone = { ...soft, baseline: undefined, grid, skip: [{ temperature: 4, alpha: 0.5 }] };
  const figure = (await heatMapFigure(madeResults({ seeds: [1], students: [alone], made })))!;
  expect(texts(figure.svg).filter((text) => text === "–")).toHaveLength(1);
  expect(texts(figure.svg).join(" ")).not.toMatch(/[+−]/);
  expect(figure.caption).not.toContain("baseline");
});

test("heatMapFigure(results) takes what is tuned as it was chosen at each cell", async () => {
  const tuned = { ...soft, grid, tune: { learningRate: [0.1, 0.2] } };
  const ofRate = (cell: Cell) => {
    const isGood = cell.student.kind === "mlp" && cell.student.learningRate === 0.2;
    return isGood || cell.arm === "hard" ? made(cell) : { test: 0.99, validation: 0.1 };
  };
  const students = [hard, tuned];
  const figure = (await heatMapFigure(madeResults({ seeds: [1, 2], students, made: ofRate })))!;
  expect(texts(figure.svg)).toContain("82.5");
  expect(texts(figure.svg)).not.toContain("99.0");
});

test("heatMapFigure(results) is null for a single temperature or a single alpha", async () => {
  for (const axes of [{ temperature: [1, 4] }, { alpha: [0.5, 1] }, { temperature: [1], alpha: [0.5, 1] }]) {
    const students = [hard, { ...soft, grid: axes }];
    expect(await heatMapFigure(madeResults({ seeds: [1], students, made: () => ({}) }))).toBeNull();
  }
});
