import { describe, expect, it } from "vitest";
import { softTreeShape } from "../../src/jobs/soft-tree-shape.ts";

describe("softTreeShape(depth, dataset, weights)", () => {
  it("keeps a filter as bytes around 128, each by its own largest weight, and the leaves' probabilities", () => {
    // [inputs, inner] of depth 1: one filter 0.5 -0.25 0; leaves 3/4 1/4 and 1/2 1/2
    const weights = [
      Float32Array.of(0.5, -0.25, 0),
      Float32Array.of(9),
      Float32Array.of(Math.log(3), 0, 0, 0),
    ];
    const shape = softTreeShape(1, { inputShape: [3], numClasses: 2 }, weights)!;
    expect(shape.filtersBase64.map((text) => [...Buffer.from(text, "base64")])).toEqual([[255, 65, 128]]); // -63.5 -> -63
    expect(shape).toMatchObject({
      depth: 1,
      shape: [3],
      leaves: [
        [0.75, 0.25],
        [0.5, 0.5],
      ],
    });
  });

  it("shows a filter of zeros as level, and nothing of a tree that is too deep to draw", () => {
    const zeros = [new Float32Array(3), new Float32Array(1), new Float32Array(4)];
    const shape = softTreeShape(1, { inputShape: [3], numClasses: 2 }, zeros)!;
    expect([...Buffer.from(shape.filtersBase64[0]!, "base64")]).toEqual([128, 128, 128]);
    expect(softTreeShape(5, { inputShape: [3], numClasses: 2 }, zeros)).toBeNull();
  });
});
