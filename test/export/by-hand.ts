// Students whose predictions were worked out by hand, for each format.
import type { ExportedNetwork } from "../../src/export/javascript-network.ts";
import type { Tree } from "../../src/students/tree/tree.ts";

export const networkWeights = [
  Float32Array.of(1, 3, -2, 1),
  Float32Array.of(0.5, -1),
  Float32Array.of(0.5, -1, 2, 1),
  Float32Array.of(0.25, 0),
];

/**
 * Of the features 1 and 2. Sums of the hidden layer: 1 * 1 - 2 * 2 + 0.5 = -2.5 and 1 * 3 + 2 * 1 - 1 = 4; of the logits, from
 * its activations a and b: 0.5 a + 2 b + 0.25 and -a + b.
 */
export const networks: readonly {
  readonly activation: ExportedNetwork["activation"];
  readonly logits: readonly [number, number];
}[] = (
  [
    ["relu", 0, 4],
    ["tanh", Math.tanh(-2.5), Math.tanh(4)],
    ["sigmoid", 1 / (1 + Math.exp(2.5)), 1 / (1 + Math.exp(-4))],
  ] as const
).map(([activation, a, b]) => ({ activation, logits: [0.5 * a + 2 * b + 0.25, -a + b] }));

/** x1 <= 0.5: leaf 1; else x0 <= -2: leaf 3, else leaf 4. Means of the targets: [1, 1], [1, 0] and [0.25, 0.75]. */
export const tree: Tree = {
  numFeatures: 2,
  numOutputs: 2,
  feature: Int32Array.of(1, -1, 0, -1, -1),
  threshold: Float64Array.of(0.5, 0, -2, 0, 0),
  left: Uint32Array.of(1, 0, 3, 0, 0),
  samples: Uint32Array.of(10, 4, 6, 2, 4),
  gain: new Float64Array(5),
  sums: Float64Array.of(0, 0, 4, 4, 0, 0, 2, 0, 1, 3),
  unit: 1,
};

export const treeSamples = [
  { features: [0, 0.5], means: [1, 1] },
  { features: [-2, 0.6], means: [1, 0] },
  { features: [-1.9, 0.6], means: [0.25, 0.75] },
];
