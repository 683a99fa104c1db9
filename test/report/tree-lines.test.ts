import { describe, expect, it } from "vitest";
import { treeLines } from "../../src/report/tree-lines.ts";
import { arm, treeResults, treeShape } from "./figures/tree-results.ts";

const results = (grid: object | undefined, isDone: (depth: unknown) => boolean = () => true) =>
  treeResults([{ ...arm.soft, ...(grid && { grid }) }], [1, 2], ({ variant }) =>
    isDone(variant.maxDepth) ? { tree: treeShape({}) } : null,
  );

describe("treeLines(results)", () => {
  it("has a line for each point of the rest of the grid, from the first size to the last", () => {
    const lines = treeLines(results({ temperature: [1, 4], maxDepth: [2, 5, "unlimited"] }));
    expect(lines.map(({ text, axis }) => [text, axis])).toEqual([
      ["T = 1", "maxDepth"],
      ["T = 4", "maxDepth"],
    ]);
    for (const { variants } of lines) {
      expect(variants.map(({ variant }) => variant.maxDepth)).toEqual([2, 5, "unlimited"]);
    }
  });

  it("takes numbers of leaves where there is no depth", () => {
    expect(treeLines(results({ maxLeaves: [10, 100] }))).toMatchObject([{ axis: "maxLeaves", text: "" }]);
  });

  it("leaves out what is not done, and arms of one size", () => {
    const [line] = treeLines(results({ maxDepth: [2, 5] }, (depth) => depth === 5));
    expect(line!.variants.map(({ variant }) => variant.maxDepth)).toEqual([5]);
    expect(treeLines(results(undefined))).toEqual([]);
    expect(treeLines(results({ temperature: [1, 2] }))).toEqual([]);
  });
});
