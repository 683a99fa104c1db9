import { expect, test } from "vitest";
import { temperatureFigure } from "../../../src/report/figures/temperature-figure.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { madeResults } from "../made-results.ts";

const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
const soft = { ...hard, name: "soft", labels: "soft", baseline: "hard" };

/** 80 % on hard labels; on soft ones 85 % at T = 2, 84 % at others, and 1 point less at alpha 0.5. */
function made({ variant: { temperature, alpha } }: Cell) {
  if (temperature === undefined) return { test: 0.8 };
  return {
    test: (temperature === 2 ? 0.85 : 0.84) - (alpha === 0.5 ? 0.01 : 0),
    validation: alpha === 0.5 ? 0.8 : 0.9,
  };
}

/** `[name, x, ...]` of each line of a panel. */
function linesOf(spec: string, panel = 0) {
  const { layer } = JSON.parse(spec).concat[panel];
  const values: { name: string; x: number }[] = layer.at(-1).data.values;
  const names = [...new Set(values.map(({ name }) => name))];
  return names.map((name) => [name, ...values.filter((value) => value.name === name).map(({ x }) => x)]);
}

test("temperatureFigure(results) has a line for each alpha, the baseline as a level, and tells the numbers", async () => {
  const grid = { temperature: [1, 2, 4], alpha: [0.5, 1] };
  const figure = (await temperatureFigure(
    madeResults({ seeds: [1, 2], students: [hard, { ...soft, grid }], made }),
  ))!;
  expect(linesOf(figure.spec)).toEqual([
    ["α = 0.5", 1, 2, 4],
    ["α = 1", 1, 2, 4],
  ]);
  expect(figure.svg).toContain(">baseline: hard<");
  expect(figure.alt).toBe(
    "Test accuracy against temperature. soft: highest 85.0 % at T = 2, α = 1, lowest 83.0 % at T = 1, α = 0.5; " +
      "baseline: hard: 80.0 %.",
  );
  expect(figure.caption).toContain("over 2 seeds (soft)");
});

test("temperatureFigure(results) has no point for what is skipped, and no line without points", async () => {
  const grid = { temperature: [1, 2, 4], alpha: [0.1, 0.5, 1] };
  const skip = [{ alpha: 0.1 }, { alpha: 0.5, temperature: [1, 4] }];
  const figure = (await temperatureFigure(
    madeResults({ seeds: [1], students: [hard, { ...soft, grid, skip }], made }),
  ))!;
  expect(linesOf(figure.spec)).toEqual([
    ["α = 0.5", 2],
    ["α = 1", 1, 2, 4],
  ]);
  expect(figure.svg).not.toContain("α = 0.1");
});

test("temperatureFigure(results) gives an alpha one colour in all panels, an arm without the axis that of its own alpha", async () => {
  const grids = [
    { temperature: [1, 2], alpha: [0.5, 0.9, 1] },
    { temperature: [1, 2], alpha: [1] },
  ];
  const arms = [...grids, { temperature: [1, 2] }].map((grid, i) => ({ ...soft, name: `arm ${i}`, grid }));
  const figure = (await temperatureFigure(
    madeResults({ seeds: [1], students: [hard, ...arms], made: () => ({ test: 0.8, validation: 0.8 }) }),
  ))!;
  const colours = JSON.parse(figure.spec).concat.map(({ layer }: { layer: unknown[] }) => colorsOf(layer));
  expect(colours.map((ofPanel: Record<string, string>) => ofPanel["α = 1"])).toEqual([
    "#0072B2",
    "#0072B2",
    undefined,
  ]);
  expect(colours[2]["arm 2"]).toBe("#0072B2");
});

/** By name, of whatever layer encodes colours by a scale. */
function colorsOf(layers: readonly unknown[]): Record<string, string> {
  const scales = layers.flatMap((layer) => {
    const { scale } = (layer as { encoding?: { color?: { scale?: Scale } } }).encoding?.color ?? {};
    return scale === undefined ? [] : scale.domain.map((name, i) => [name, scale.range[i]!]);
  });
  return Object.fromEntries(scales);
}

interface Scale {
  readonly domain: readonly string[];
  readonly range: readonly string[];
}

test("temperatureFigure(results) takes a learning rate that is tuned as it was chosen at each temperature", async () => {
  const tuned = { ...soft, grid: { temperature: [1, 2] }, tune: { learningRate: [0.1, 0.2] } };
  const ofRate = (cell: Cell) =>
    cell.student.kind === "mlp" && cell.student.learningRate === 0.1
      ? { test: 0.99, validation: 0.1 }
      : made(cell);
  const figure = (await temperatureFigure(
    madeResults({ seeds: [1], students: [hard, tuned], made: ofRate }),
  ))!;
  expect(figure.alt).toContain("highest 85.0 % at T = 2, lowest 84.0 % at T = 1");
});

test("temperatureFigure(results) has six panels, and says that there are more", async () => {
  const arms = Array.from({ length: 7 }, (_, i) => ({
    ...soft,
    name: `arm ${i + 1}`,
    grid: { temperature: [1, 2] },
  }));
  const figure = (await temperatureFigure(madeResults({ seeds: [1], students: [hard, ...arms], made })))!;
  expect(figure.svg).toContain(">arm 6<");
  expect(figure.svg).not.toContain(">arm 7<");
  expect(figure.caption).toContain("The first 6 of 7 panels are shown.");
});

test("temperatureFigure(results) is null where no two temperatures are done", async () => {
  const students = [hard, { ...soft, grid: { temperature: [1, 2] } }];
  const first = (cell: Cell) => (cell.variant.temperature === 2 ? null : made(cell));
  expect(await temperatureFigure(madeResults({ seeds: [1], students, made: first }))).toBeNull();
  expect(await temperatureFigure(madeResults({ seeds: [1], students: [hard, soft], made }))).toBeNull();
});
