import fc from "fast-check";
import { expect, test } from "vitest";
import { readWeights } from "../../src/formats/layers-model.ts";
import { npyBytes } from "../../src/formats/npy.ts";
import { floatsOf, shapedValues } from "../../src/students/stored-weights.ts";
import { treeLogits } from "../../src/students/tree/predict.ts";
import { readTreeJson } from "../../src/students/tree/read-tree.ts";
import { casesOf } from "./cases.ts";
import { badBytes, badJson } from "./mutations.ts";
import { survives } from "./survives.ts";

const split = {
  formatVersion: 2,
  output: { targets: "probabilities", temperature: 1 },
  numFeatures: 2,
  numOutputs: 2,
  unit: 1,
  feature: [0, -1, 1, -1, -1],
  threshold: [0.5, 0, 0.25, 0, 0],
  left: [1, 0, 3, 0, 0],
  samples: [10, 4, 6, 2, 4],
  gain: [1.5, 0, 0.5, 0, 0],
  leafSums: [
    [4, 0],
    [0, 2],
    [1, 3],
  ],
};

test("readTreeJson(text) of changed trees is a tree in which every sample finds a leaf, or says what is wrong", () => {
  fc.assert(
    fc.property(badJson(split), (text) => {
      const found = survives(text.length, () => readTreeJson(text, "tree.json"));
      if (found === null || found.tree.numFeatures > 1000) return;
      const values = new Float32Array(3 * found.tree.numFeatures).fill(0.3);
      const logits = survives(text.length, () =>
        treeLogits(found.tree, found.output, { values }, Uint32Array.of(0, 1, 2)),
      );
      expect(logits).toHaveLength(3 * found.tree.numOutputs);
      expect(logits!.every((logit) => Number.isFinite(logit))).toBe(true);
    }),
    casesOf("tree"),
  );
});

const isOwn = (error: unknown) => error instanceof Error && !/RangeError|TypeError/.test(error.name);

test("floatsOf(bytes), readWeights(values) and shapedValues(bytes) have the shape of the model, or say what is wrong", () => {
  const layers = [{ kind: "dense", units: 2, activation: "linear" }] as const;
  const weights = Buffer.from(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer);
  const matrix = npyBytes({ rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4) });
  fc.assert(
    fc.property(badBytes(weights, matrix), (bytes) => {
      const read = survives(bytes.length, () => readWeights(floatsOf(Buffer.from(bytes)), [3], layers));
      if (read !== null) expect(read.map(({ length }) => length)).toEqual([6, 2]);
      const shaped = survives(bytes.length, () => shapedValues(Buffer.from(bytes), "a.npy", 2, 2), isOwn);
      if (shaped !== null) expect(shaped).toHaveLength(4);
    }),
    casesOf("weights"),
  );
});
