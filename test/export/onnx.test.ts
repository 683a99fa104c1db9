// Models written here, run by ONNX Runtime.
import { expect, it } from "vitest";
import { onnxOf } from "../../src/export/onnx.ts";
import { openOnnx } from "../../src/export/onnx-predictions.ts";
import type { StoredStudent } from "../../src/export/stored-student.ts";
import type { Tree } from "../../src/students/tree/tree.ts";
import { referencePrediction } from "../students/reference-soft-tree.ts";
import { anySoftTree } from "../students/soft-trees.ts";
import { networks, networkWeights, tree, treeSamples } from "./by-hand.ts";

/** Of each sample. */
async function outputsOf(student: StoredStudent, samples: readonly (readonly number[])[]) {
  const session = await openOnnx(
    onnxOf(student, { name: "student", key: "0", scale: "As they are.", names: null }),
  );
  try {
    const { logits, probabilities } = await session!.run(Float32Array.from(samples.flat()), samples.length);
    const rowOf = (values: Float32Array, row: number) =>
      Array.from(values.subarray(row * student.numClasses, (row + 1) * student.numClasses));
    return samples.map((_, row) => ({
      logits: rowOf(logits!, row),
      probabilities: rowOf(probabilities!, row),
    }));
  } finally {
    await session!.close();
  }
}

const ofTree = (own: Tree, targets: "logits" | "probabilities", temperature = 1): StoredStudent => {
  const { numFeatures: inputs, numOutputs: numClasses } = own;
  return { kind: "tree", scale: 1, inputs, numClasses, tree: own, output: { targets, temperature } };
};

function expectClose(values: readonly number[], expected: readonly number[], digits = 5): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, k) => {
    expect(value).toBeCloseTo(expected[k]!, digits);
  });
}

it.each(networks)(
  "onnxOf(student) of a network with $activation gives the logits that were worked out by hand, and their softmax",
  async ({ activation, logits: expected }) => {
    const shape = { inputs: 2, numClasses: 2, sizes: [2, 2, 2] };
    const student = { ...shape, kind: "mlp", scale: 1, activation, weights: networkWeights } as const;
    const [one] = await outputsOf(student, [[1, 2]]);
    expectClose(one!.logits, expected);
    const second = 1 / (1 + Math.exp(expected[0] - expected[1]));
    expectClose(one!.probabilities, [1 - second, second]);
  },
);

it("onnxOf(student) of softmax regression gives the products of features and weights", async () => {
  // 1 * 1 + 2 * 4 + 0.5, 1 * 2 + 2 * 5 - 0.5, 1 * 3 + 2 * 6 + 1
  const weights = [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(0.5, -0.5, 1)];
  const shape = { inputs: 2, numClasses: 3, sizes: [2, 3] };
  const student = { ...shape, kind: "mlp", scale: 1, activation: "relu", weights } as const;
  const [one, none] = await outputsOf(student, [
    [1, 2],
    [0, 0],
  ]);
  expect(one!.logits).toEqual([9.5, 11.5, 16]);
  expect(none!.logits).toEqual([0.5, -0.5, 1]);
});

it("onnxOf(student) of a tree walks as it does: left where a feature is at most the threshold", async () => {
  const outputs = await outputsOf(
    ofTree(tree, "logits"),
    treeSamples.map(({ features }) => features),
  );
  expect(outputs.map(({ logits }) => logits)).toEqual(treeSamples.map(({ means }) => means));
});

it("onnxOf(student) of a tree of probabilities at a temperature T gives T times their logarithms", async () => {
  const [one] = await outputsOf(ofTree(tree, "probabilities", 2), [[0, 1]]);
  expectClose(one!.logits, [2 * Math.log(0.25), 2 * Math.log(0.75)]);
  expectClose(one!.probabilities, [0.0625 / 0.625, 0.5625 / 0.625]); // 0.25^2 and 0.75^2 over their sum
});

it("onnxOf(student) of a tree sends a feature right that is above a threshold but not above its nearest float32", async () => {
  const nearest = Math.fround(0.1);
  expect(nearest).toBeGreaterThan(0.1);
  const fine = { ...tree, threshold: Float64Array.of(0.5, 0, 0.1, 0, 0) };
  const outputs = await outputsOf(ofTree(fine, "logits"), [
    [nearest, 1],
    [0.0999999, 1],
  ]);
  expect(outputs.map(({ logits }) => logits)).toEqual([
    [0.25, 0.75],
    [1, 0],
  ]);
});

it.each([2, 3])(
  "onnxOf(student) of a tree of one leaf gives its %s logits to every sample",
  async (classes) => {
    const sums = [-1, 2, 1].slice(0, classes);
    const leaf: Tree = {
      numFeatures: 1,
      numOutputs: classes,
      feature: Int32Array.of(-1),
      threshold: Float64Array.of(0),
      left: Uint32Array.of(0),
      samples: Uint32Array.of(4),
      gain: Float64Array.of(0),
      sums: Float64Array.from(sums),
      unit: 0.5,
    };
    const outputs = await outputsOf(ofTree(leaf, "logits"), [[0], [7]]);
    const expected = sums.map((sum) => (sum / 4) * 0.5);
    expect(outputs.map(({ logits }) => logits)).toEqual([expected, expected]);
  },
);

it.each(
  (["likeliest-leaf", "all-leaves"] as const).flatMap((prediction) =>
    [1, 3].map((depth) => ({ prediction, depth })),
  ),
)(
  "onnxOf(student) of a soft tree of depth $depth gives what a recursive tree gives by its $prediction",
  async ({ prediction, depth }) => {
    const shape = { inputs: 4, depth, numClasses: 3, inverseTemperature: 1.5, prediction };
    const weights = anySoftTree(shape, 1);
    const samples = [
      [0, 0, 0, 0],
      [1, -1, 0.5, 2],
      [-3, 0.25, 2, -0.5],
    ];
    const outputs = await outputsOf({ ...shape, kind: "soft-tree", scale: 1, weights }, samples);
    samples.forEach((features, row) => {
      const expected = referencePrediction(shape, weights, features, 3, prediction);
      expectClose(outputs[row]!.logits, expected);
      expectClose(
        outputs[row]!.probabilities,
        expected.map((logit) => Math.exp(logit)),
      );
    });
  },
);
