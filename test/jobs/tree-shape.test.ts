import { describe, expect, it } from "vitest";
import { treeShape } from "../../src/jobs/tree-shape.ts";
import { limitDepth } from "../../src/students/tree/cut.ts";
import type { Tree } from "../../src/students/tree/tree.ts";
import { bytes, grown, labelCase, xorCase } from "../students/tree/cases.ts";

/** Feature 1 at 0.5 gains 4, then on its right feature 0 at -2 gains 1; feature 2 is not used. */
const tree: Tree = {
  numFeatures: 3,
  numOutputs: 2,
  unit: 1 / 3,
  feature: Int32Array.of(1, -1, 0, -1, -1),
  threshold: Float64Array.of(0.5, 0, -2, 0, 0),
  left: Uint32Array.of(1, 0, 3, 0, 0),
  samples: Uint32Array.of(8, 4, 4, 1, 3),
  gain: Float64Array.of(4, 0, 1, 0, 0),
  sums: Float64Array.of(11, 13, 6, 6, 5, 7, 3, 0, 2, 7),
};
const plane = { inputShape: [3, 1, 1] };

describe("treeShape(tree, dataset)", () => {
  it("has leaves, depth, what each feature gains and the drawing of a small tree, worked by hand", () => {
    expect(treeShape(tree, plane)).toEqual({
      leaves: 3,
      depth: 2,
      featureUse: {
        shape: [3, 1, 1],
        largest: 0.8, // 4 of 5
        levelsBase64: Buffer.from([128, 255, 0]).toString("base64"), // 255 sqrt(1 / 4) = 127.5
      },
      drawing: {
        samples: 8,
        feature: 1,
        threshold: 0.5,
        left: { samples: 4, value: [0.5, 0.5] }, // 6 / 4 / 3
        right: {
          samples: 4,
          feature: 0,
          threshold: -2,
          left: { samples: 1, value: [1, 0] },
          right: { samples: 3, value: [0.2222, 0.7778] }, // 2 / 9, 7 / 9, to four digits
        },
      },
    });
  });

  it("adds up what a feature gains in several splits", () => {
    // x at 0.5 and at 1.5, labels 0 1 2: 1 of (2/3) 3 = 2 squared errors each
    const twice = grown(labelCase(bytes([[0], [1], [2]]), [0, 1, 2], 3));
    expect(treeShape(twice, { inputShape: [1] }).featureUse).toEqual({
      shape: [1],
      largest: 1,
      levelsBase64: Buffer.from([255]).toString("base64"),
    });
  });

  it("has no use of features where nothing is split, or nothing gained", () => {
    const xor = grown(xorCase);
    expect(treeShape(limitDepth(xor, 0), { inputShape: [2] })).toEqual({
      leaves: 1,
      depth: 0,
      featureUse: null,
      drawing: { samples: 4, value: [0.5, 0.5] },
    });
    expect(treeShape(limitDepth(xor, 1), { inputShape: [2] })).toMatchObject({ leaves: 2, featureUse: null });
    expect(treeShape(xor, { inputShape: [2] }).featureUse).toMatchObject({ largest: 1 }); // all of it by feature 1
  });

  it("draws trees up to depth 3", () => {
    // Labels in turn: each split parts the first row, or the last, from the rest.
    const rows = [0, 1, 2, 3, 4];
    const chain = grown(labelCase(bytes(rows.map((x) => [x])), [0, 1, 2, 3, 4], 5));
    const steps = grown(labelCase(bytes(rows.map((x) => [x])), [0, 1, 0, 1, 0], 2));
    for (const one of [chain, steps]) {
      const { depth } = treeShape(one, { inputShape: [1] });
      expect(depth).toBeGreaterThan(2);
      for (let maxDepth = 0; maxDepth <= depth; maxDepth++) {
        const { drawing } = treeShape(limitDepth(one, maxDepth), { inputShape: [1] });
        expect(drawing !== null).toBe(maxDepth <= 3);
      }
    }
    expect(treeShape(steps, { inputShape: [1] })).toMatchObject({ depth: 4, drawing: null });
  });
});
