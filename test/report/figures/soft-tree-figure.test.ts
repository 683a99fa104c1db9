import { expect, test } from "vitest";
import { signColors } from "../../../src/report/figures/palette.ts";
import { softTreeFigure } from "../../../src/report/figures/soft-tree-figure.ts";
import type { SoftTreeShape } from "../../../src/results/row.ts";
import { arm, renamed, treeResults } from "./tree-results.ts";

const [negative, zero, positive] = [1, 128, 255];
const bytes = (levels: readonly number[]) => Buffer.from(levels).toString("base64");

/** Of 2 x 2 pixels: the root has all kinds of weights, its children none. */
const small: SoftTreeShape = {
  depth: 2,
  shape: [2, 2, 1],
  filtersBase64: [
    [negative, zero, positive, positive],
    new Array<number>(4).fill(zero),
    new Array<number>(4).fill(zero),
  ].map(bytes),
  leaves: [
    [0.0625, 0.9375, 0],
    [0.75, 0.125, 0.125],
    [0, 0, 1],
    [0.5, 0.25, 0.25],
  ],
};

const texts = (svg: string | undefined) =>
  [...(svg ?? "").matchAll(/>([^<>]+)<\/(?:text|tspan)>/g)].map(([, text]) => text);

test("softTreeFigure(results) draws filters in two colours, white at 0, and the likeliest class of each leaf", async () => {
  const figure = await softTreeFigure(treeResults([arm.hardFilters], [4, 2], () => ({ softTree: small })));
  const strokes = [...figure!.svg.matchAll(/stroke="(#\w{6})" stroke-width="56.4"/g)].map(
    ([, color]) => color,
  );
  expect(strokes).toEqual([signColors[0], signColors.at(-1)]);
  expect(texts(figure?.svg)).toEqual([
    ...["1", "0", "2", "0"],
    ...["93.8 %", "75.0 %", "100.0 %", "50.0 %"],
    "filters_hard",
    "87.5 % on test",
    "negative weight: to the left",
    "positive weight: to the right",
  ]);
  expect(figure?.name).toBe("figures/digits-soft-tree.svg");
  expect(figure?.alt).toContain("filters_hard depth 2, 87.5 %");
  expect(figure?.caption).toContain("soft decision trees of seed 2");
  expect(figure?.caption).toContain("filters\\_hard depth 2, 87.5 %");
});

test("softTreeFigure(results) takes the mean of the channels of a pixel", async () => {
  const filters = [
    [negative, positive],
    [zero, zero],
    [positive, positive],
  ].map(bytes); // 0, 0 and the largest weight
  const softTree = { ...small, shape: [1, 1, 2], filtersBase64: filters };
  const figure = await softTreeFigure(treeResults([arm.hardFilters], [1], () => ({ softTree })));
  const strokes = [...figure!.svg.matchAll(/stroke="(#\w{6})" stroke-width="112.4"/g)].map(
    ([, color]) => color,
  );
  expect(strokes).toEqual([signColors.at(-1)]);
});

test("softTreeFigure(results) has two panels, and says that there are more", async () => {
  const students = [1, 2, 3].map((i) => ({ ...arm.hardFilters, name: `filters ${i}` }));
  const figure = await softTreeFigure(treeResults(students, [1], () => ({ softTree: small })));
  expect(texts(figure?.svg)).toContain("filters 2");
  expect(texts(figure?.svg)).not.toContain("filters 3");
  expect(figure?.caption).toContain("The first 2 of 3 panels are shown.");
});

test("softTreeFigure(results) is null without images, for large images and for trees that are not drawn", async () => {
  const of = (softTree: SoftTreeShape | null) => treeResults([arm.hardFilters], [1], () => ({ softTree }));
  const filter = (pixels: number) => new Array<string>(3).fill(bytes(new Array<number>(pixels).fill(zero)));
  const plane = of({ ...small, shape: [2], filtersBase64: filter(2) });
  const large = of({ ...small, shape: [33, 32, 1], filtersBase64: filter(33 * 32) });
  for (const results of [plane, large, of(null)]) expect(await softTreeFigure(results)).toBeNull();
});

test("softTreeFigure(results) gives the same bytes twice, and few of them for filters of noise", async () => {
  const filter = (seed: number) =>
    bytes(Array.from({ length: 784 }, (_, i) => 1 + ((i * i * 31 + seed * 77) % 255)));
  const softTree = {
    depth: 4,
    shape: [28, 28, 1],
    filtersBase64: Array.from({ length: 15 }, (_, i) => filter(i)),
    leaves: new Array<number[]>(16).fill([0.25, 0.75, 0]),
  };
  const results = treeResults([arm.hardFilters, arm.softFilters], [1], () => ({ softTree }));
  const first = await softTreeFigure(results);
  expect(await softTreeFigure(results)).toEqual(first);
  expect(first!.svg.length).toBeLessThan(400_000);
});

test("softTreeFigure(results) writes names as text", async () => {
  const results = renamed(
    treeResults([arm.hardFilters], [1], () => ({ softTree: small })),
    arm.hardFilters.name,
    "<b>&*",
  );
  const figure = await softTreeFigure(results);
  expect(figure?.svg).toContain(">&lt;b&gt;&amp;*<");
  expect(figure?.caption).toContain("&lt;b&gt;&amp;\\*");
});
