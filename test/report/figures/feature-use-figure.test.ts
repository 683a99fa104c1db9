import { expect, test } from "vitest";
import { featureUseFigure } from "../../../src/report/figures/feature-use-figure.ts";
import { amountColors } from "../../../src/report/figures/palette.ts";
import type { FeatureUse } from "../../../src/results/row.ts";
import { arm, renamed, treeResults, treeShape } from "./tree-results.ts";

function use(levels: readonly number[], fields: Partial<FeatureUse> = {}) {
  const levelsBase64 = Buffer.from(levels).toString("base64");
  return { tree: treeShape({ featureUse: { shape: [2, 2, 1], largest: 0.5, levelsBase64, ...fields } }) };
}

/** Colours of the paths, one a step of the scale. */
const strokes = (svg: string | undefined) =>
  [...(svg ?? "").matchAll(/stroke="(#[0-9a-f]{6})" stroke-width="112.4"/g)].map(([, color]) => color);

test("featureUseFigure(results) draws the share of each pixel, on one scale for all panels", async () => {
  // Shares in per cent: 50 and 50 * (51 / 255)^2 = 2; of the other arm 20. Edges: 100, 30, 10, 3, 1, ...
  const figure = await featureUseFigure(
    treeResults([arm.hard, arm.soft], [1], ({ arm: name }) =>
      name === arm.hard.name ? use([255, 51, 0, 0]) : use([255, 0, 0, 0], { largest: 0.2 }),
    ),
  );
  expect(strokes(figure?.svg)).toEqual([amountColors[5], amountColors[8], amountColors[7]]);
  for (const text of ["hard_tree", "2 of 4 pixels, n = 1", "1 of 4 pixels, n = 1", ">0.1<", ">100<"]) {
    expect(figure?.svg).toContain(text);
  }
  expect(figure?.name).toBe("figures/digits-feature-use.svg");
  expect(figure?.alt).toContain("hard_tree 2 pixels, soft_tree 1 pixels");
  expect(figure?.caption).toContain(
    "the largest share is 50.0 %. hard\\_tree 2 pixels, soft\\_tree 1 pixels",
  );
  expect(figure?.caption).toContain("logarithmic scale");
});

test("featureUseFigure(results) takes the mean over the trees of the chosen variant, each counted once", async () => {
  // Pixel 0 in one tree of two, pixel 3 in both: 25 % and 50 %; seeds 2 and 3 share a result.
  const results = treeResults([arm.hard], [1, 2, 3], ({ seed }) =>
    seed === 1 ? use([255, 0, 0, 255]) : { ...use([0, 0, 0, 255]), key: "shared" },
  );
  const { svg, caption } = (await featureUseFigure(results))!;
  expect(strokes(svg)).toEqual([amountColors[7], amountColors[8]]);
  expect(svg).toContain(">2 of 4 pixels, n = 2<"); // 1.5
  expect(caption).toContain("the largest share is 50.0 %");
});

test("featureUseFigure(results) adds up the channels of a pixel", async () => {
  // 10 % and three channels of 10 %: more than 10 and up to 30 is the seventh step of eight
  const levels = [255, 0, 0, 255, 255, 255];
  const results = treeResults([arm.hard], [1], () => use(levels, { shape: [1, 2, 3], largest: 0.1 }));
  expect((await featureUseFigure(results))?.svg).toContain("2 of 2 pixels");
  expect((await featureUseFigure(results))?.caption).toContain("the largest share is 30.0 %");
});

test("featureUseFigure(results) has six panels, and says that there are more", async () => {
  const students = Array.from({ length: 7 }, (_, i) => ({ ...arm.hard, name: `tree ${i + 1}` }));
  const figure = await featureUseFigure(treeResults(students, [1], () => use([255, 0, 0, 0])));
  expect(figure?.svg).toContain(">tree 6<");
  expect(figure?.svg).not.toContain(">tree 7<");
  expect(figure?.caption).toContain("The first 6 of 7 panels are shown.");
});

test("featureUseFigure(results) is null without images, without splits and without trees", async () => {
  const plane = treeResults([arm.hard], [1], () => use([255, 0], { shape: [2] }));
  const whole = treeResults([arm.hard], [1], () => ({ tree: treeShape({ featureUse: null }) }));
  const networks = treeResults([arm.hardFilters], [1], () => ({}));
  const nothing = treeResults([arm.hard], [1], () => null);
  for (const results of [plane, whole, networks, nothing]) expect(await featureUseFigure(results)).toBeNull();
});

test("featureUseFigure(results) gives the same bytes twice, and few of them where each pixel is another", async () => {
  const levels = Array.from({ length: 28 * 28 }, (_, i) => (i * 97) % 256);
  const students = Array.from({ length: 6 }, (_, i) => ({ ...arm.hard, name: `tree ${i}` }));
  const results = treeResults(students, [1], () => use(levels, { shape: [28, 28, 1] }));
  const first = await featureUseFigure(results);
  expect(await featureUseFigure(results)).toEqual(first);
  expect(first!.svg.length).toBeLessThan(300_000);
});

test("featureUseFigure(results) writes names as text", async () => {
  const results = renamed(
    treeResults([arm.hard], [1], () => use([255, 0, 0, 0])),
    arm.hard.name,
    "<b>&*",
  );
  const figure = await featureUseFigure(results);
  expect(figure?.svg).toContain(">&lt;b&gt;&amp;*<");
  expect(figure?.caption).toContain("&lt;b&gt;&amp;\\*");
});
