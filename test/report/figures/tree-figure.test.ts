import { expect, test } from "vitest";
import { classColors } from "../../../src/report/figures/palette.ts";
import { treeFigure } from "../../../src/report/figures/tree-figure.ts";
import type { DrawnNode } from "../../../src/results/row.ts";
import { arm, renamed, treeResults, treeShape } from "./tree-results.ts";

/** Row 1, column 0 of a 2 x 2 image; class 0 to the left, mostly class 1 to the right. */
const split: DrawnNode = {
  samples: 1234,
  feature: 2,
  threshold: 96.5,
  left: { samples: 1000, value: [1, 0, 0] },
  right: { samples: 234, value: [0.125, 0.625, 0.25] },
};
const image = { shape: [2, 2, 1], largest: 1, levelsBase64: "AAD/AA==" };
const drawing = (node: DrawnNode, shape: readonly number[] = image.shape) => ({
  tree: treeShape({ drawing: node, featureUse: { ...image, shape } }),
});

const texts = (svg: string | undefined) =>
  [...(svg ?? "").matchAll(/>([^<>]+)<\/(?:text|tspan)>/g)].map(([, text]) => text);

test("treeFigure(results) says what a split asks, where it leads, and what ends in each leaf", async () => {
  const figure = await treeFigure(treeResults([arm.hard], [1, 2], () => drawing(split)));
  expect(texts(figure?.svg)).toEqual([
    "row 1, column 0",
    "≤ 96",
    "yes",
    "no",
    "0",
    "1",
    "100.0 %",
    "62.5 %",
    "n 1,000",
    "n 234",
    "hard_tree",
    "87.5 % on test",
    "class",
    "0",
    "1",
    "2",
  ]);
  expect(figure?.name).toBe("figures/digits-tree.svg");
  expect(figure?.alt).toContain("hard_tree 2 leaves, 87.5 %");
  expect(figure?.caption).toContain("Trees of seed 1");
  expect(figure?.caption).toContain("hard\\_tree 2 leaves, 87.5 %");
  expect(figure?.caption).toContain("rows and columns of pixels count from 0");
});

test("treeFigure(results) of arrays, which need not be bytes, keeps a threshold's digits and names no range", async () => {
  const results = treeResults([arm.hard], [1], () => drawing({ ...split, threshold: 0.35 }));
  const dataset = { ...results.experiment.dataset, name: "npy" } as typeof results.experiment.dataset;
  const figure = await treeFigure({ ...results, experiment: { ...results.experiment, dataset } });
  expect(texts(figure?.svg)).toContain("≤ 0.35");
  expect(figure?.caption).toContain("rows and columns of pixels count from 0");
  expect(figure?.caption).not.toContain("255");
});

test("treeFigure(results) has a bar for each class of a leaf, in the colour of the class", async () => {
  const { svg } = (await treeFigure(treeResults([arm.hard], [1], () => drawing(split))))!;
  const bars = [...svg.matchAll(/<path d="[^"]*v(?:-?[\d.]+)[^"]*" fill="(#\w{6})"\/>/g)].map(
    ([, fill]) => fill,
  );
  const [zero, one, two] = classColors;
  const back = "#f0f0f0";
  expect(bars.filter((fill) => fill !== "#ffffff")).toEqual([
    back,
    back,
    zero,
    zero,
    one,
    two,
    zero,
    one,
    two,
  ]); // the last three: legend
});

test("treeFigure(results) leads to the left with yes", async () => {
  const { svg } = (await treeFigure(treeResults([arm.hard], [1], () => drawing(split))))!;
  const left = (text: string) =>
    Number(new RegExp(`translate\\(([\\d.]+),[\\d.]+\\)"[^>]*>${text}<`).exec(svg)?.[1]);
  expect(left("yes")).toBeLessThan(left("row 1, column 0"));
  expect(left("no")).toBeGreaterThan(left("row 1, column 0"));
  expect(left("n 1,000")).toBeLessThan(left("n 234"));
});

test("treeFigure(results) has no bars for logits, but the top class and its rows", async () => {
  const logits: DrawnNode = {
    ...split,
    left: { samples: 1000, value: [-3.5, -9, 7.25] },
    right: { samples: 234, value: [4, 1, 1] },
  };
  const figure = await treeFigure(treeResults([arm.logits], [1], () => drawing(logits)));
  expect(texts(figure?.svg).slice(4, 8)).toEqual(["2", "0", "n 1,000", "n 234"]);
  expect(figure?.caption).toContain("A leaf has its top class");
  expect(figure?.caption).not.toContain("bar");
});

test("treeFigure(results) speaks of x and y in the plane", async () => {
  const figure = await treeFigure(
    treeResults([arm.hard], [1], () => drawing({ ...split, feature: 1, threshold: 0.4321 }, [2])),
  );
  expect(texts(figure?.svg)).toContain("y ≤ 0.43");
  expect(figure?.caption).not.toContain("pixels");
});

test("treeFigure(results) shows of each arm the deepest tree that is drawn, and names its variant", async () => {
  const deep: DrawnNode = { ...split, left: split };
  const results = treeResults([{ ...arm.soft, grid: { maxDepth: [1, 2, 9] } }], [1], ({ variant }) =>
    variant.maxDepth === 9 ? { tree: treeShape({}) } : drawing(variant.maxDepth === 2 ? deep : split),
  );
  const figure = await treeFigure(results);
  expect(texts(figure?.svg)).toContain("max depth 2; 87.5 % on test");
  expect(figure?.alt).toContain("soft_tree (max depth 2) 3 leaves");
});

test("treeFigure(results) has four panels, and says that there are more", async () => {
  const students = Array.from({ length: 5 }, (_, i) => ({ ...arm.hard, name: `tree ${i + 1}` }));
  const figure = await treeFigure(treeResults(students, [1], () => drawing(split)));
  expect(texts(figure?.svg)).toContain("tree 4");
  expect(texts(figure?.svg)).not.toContain("tree 5");
  expect(figure?.caption).toContain("The first 4 of 5 panels are shown.");
});

test("treeFigure(results) is null where no tree is small, and where none has a split", async () => {
  const large = treeResults([arm.hard], [1], () => ({ tree: treeShape({}) }));
  const whole = treeResults([arm.hard], [1], () => drawing({ samples: 9, value: [1, 0, 0] }));
  const networks = treeResults([arm.hardFilters], [1], () => ({}));
  for (const results of [large, whole, networks]) expect(await treeFigure(results)).toBeNull();
});

test("treeFigure(results) gives the same bytes twice", async () => {
  const results = treeResults([arm.hard, arm.soft], [1], () => drawing(split));
  expect(await treeFigure(results)).toEqual(await treeFigure(results));
});

test("treeFigure(results) writes names as text", async () => {
  const results = renamed(
    treeResults([arm.hard], [1], () => drawing(split)),
    arm.hard.name,
    "<b>&*",
  );
  const figure = await treeFigure(results);
  expect(figure?.svg).toContain(">&lt;b&gt;&amp;*<");
  expect(figure?.caption).toContain("&lt;b&gt;&amp;\\*");
});
