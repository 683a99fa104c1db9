import { describe, expect, it } from "vitest";
import { treesFigure } from "../../../src/report/figures/trees-figure.ts";
import { arm, renamed, treeResults, treeShape } from "./tree-results.ts";

const results = (grid: object, seeds = [1, 2]) =>
  treeResults([{ ...arm.hard, grid }, arm.soft], seeds, ({ variant }) => {
    const depth = Number(variant.maxDepth ?? 9);
    return { tree: treeShape({ depth, leaves: 2 ** depth }), accuracy: 0.8 + depth / 100 };
  });

describe("treesFigure(results)", () => {
  it("is null where no arm has trees of two sizes", async () => {
    expect(await treesFigure(results({ maxDepth: [4] }))).toBeNull();
    expect(await treesFigure(results({ costComplexity: [0, 0.1] }))).toBeNull();
  });

  it("draws each line in a panel of validation and of test, by depth and by leaves", async () => {
    const figure = (await treesFigure(results({ maxDepth: [2, 4, 8] })))!;
    expect(figure.name).toBe("figures/digits-trees.svg");
    for (const title of [
      "validation, by depth",
      "test, by depth",
      "validation, by leaves",
      "test, by leaves",
    ])
      expect(figure.svg).toContain(`>${title}<`);
    expect(figure.alt).toContain("hard_tree: highest 87.5 % at max depth 2, lowest 87.5 % at max depth 2.");
    expect(figure.caption).toContain("over 2 seeds");
  });

  it("names no arm without sizes, and gives the same bytes twice", async () => {
    const figure = (await treesFigure(results({ maxDepth: [2, 4] })))!;
    expect(figure.svg).not.toContain("soft_tree");
    expect(await treesFigure(results({ maxDepth: [2, 4] }))).toEqual(figure);
  });

  it("shows a name as text", async () => {
    const figure = (await treesFigure(renamed(results({ maxDepth: [2, 4] }), "hard_tree", "a <b> tree")))!;
    expect(figure.svg).toContain("a &lt;b&gt; tree");
  });
});
