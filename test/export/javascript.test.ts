import { expect, it } from "vitest";
import { javascriptNetwork } from "../../src/export/javascript-network.ts";
import { javascriptTree } from "../../src/export/javascript-tree.ts";
import type { Tree } from "../../src/students/tree/tree.ts";

interface Module {
  logits(features: readonly number[]): Float32Array;
}

const moduleOf = async (source: string): Promise<Module> =>
  import(`data:text/javascript,${encodeURIComponent(source)}`);

it.each([
  // Sums of the hidden layer 1 * 1 - 2 * 2 + 0.5 = -2.5 and 1 * 3 + 2 * 1 - 1 = 4; of the logits 0.5 a + 2 b + 0.25, -a + b.
  ["relu", 0, 4],
  ["tanh", Math.tanh(-2.5), Math.tanh(4)],
  ["sigmoid", 1 / (1 + Math.exp(2.5)), 1 / (1 + Math.exp(-4))],
] as const)(
  "javascriptNetwork(network) with %s gives the logits that were worked out by hand",
  async (activation, a, b) => {
    const weights = [
      Float32Array.of(1, 3, -2, 1),
      Float32Array.of(0.5, -1),
      Float32Array.of(0.5, -1, 2, 1),
      Float32Array.of(0.25, 0),
    ];
    const { logits } = await moduleOf(javascriptNetwork({ sizes: [2, 2, 2], activation, weights }));
    const [first, second] = logits([1, 2]);
    expect(first).toBeCloseTo(0.5 * a + 2 * b + 0.25, 6);
    expect(second).toBeCloseTo(-a + b, 6);
  },
);

// x1 <= 0.5: leaf 1; else x0 <= -2: leaf 3, else leaf 4.
const tree: Tree = {
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

it("javascriptTree(tree, output) walks as the tree does: left where a feature is at most the threshold", async () => {
  const { logits } = await moduleOf(javascriptTree(tree, { targets: "logits", temperature: 1 }));
  // Means of the targets: [1, 1], [1, 0] and [0.25, 0.75].
  expect([...logits([0, 0.5])]).toEqual([1, 1]);
  expect([...logits([-2, 0.6])]).toEqual([1, 0]);
  expect([...logits([-1.9, 0.6])]).toEqual([0.25, 0.75]);
});

it("javascriptTree(tree, output) of probabilities at a temperature T gives T times their logarithms", async () => {
  const { logits } = await moduleOf(javascriptTree(tree, { targets: "probabilities", temperature: 2 }));
  const [low, high] = logits([0, 1]);
  expect(high! - low!).toBeCloseTo(2 * Math.log(0.75 / 0.25), 5);
});
