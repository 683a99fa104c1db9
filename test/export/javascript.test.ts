import { expect, it } from "vitest";
import { javascriptNetwork } from "../../src/export/javascript-network.ts";
import { javascriptSoftTree } from "../../src/export/javascript-soft-tree.ts";
import { javascriptTree } from "../../src/export/javascript-tree.ts";
import { referencePrediction } from "../students/reference-soft-tree.ts";
import { anySoftTree } from "../students/soft-trees.ts";
import { networks, networkWeights, tree, treeSamples } from "./by-hand.ts";

interface Module {
  logits(features: readonly number[]): Float32Array;
}

const moduleOf = async (source: string): Promise<Module> =>
  import(`data:text/javascript,${encodeURIComponent(source)}`);

it.each(networks)(
  "javascriptNetwork(network) with $activation gives the logits that were worked out by hand",
  async ({ activation, logits: [first, second] }) => {
    const source = javascriptNetwork({ sizes: [2, 2, 2], activation, weights: networkWeights });
    const { logits } = await moduleOf(source);
    const values = logits([1, 2]);
    expect(values[0]).toBeCloseTo(first, 6);
    expect(values[1]).toBeCloseTo(second, 6);
  },
);

it("javascriptTree(tree, output) walks as the tree does: left where a feature is at most the threshold", async () => {
  const { logits } = await moduleOf(javascriptTree(tree, { targets: "logits", temperature: 1 }));
  for (const { features, means } of treeSamples) expect([...logits(features)]).toEqual(means);
});

it("javascriptTree(tree, output) of probabilities at a temperature T gives T times their logarithms", async () => {
  const { logits } = await moduleOf(javascriptTree(tree, { targets: "probabilities", temperature: 2 }));
  const [low, high] = logits([0, 1]);
  expect(high! - low!).toBeCloseTo(2 * Math.log(0.75 / 0.25), 5);
});

it.each(["likeliest-leaf", "all-leaves"] as const)(
  "javascriptSoftTree(tree) gives what a recursive tree gives by its %s",
  async (prediction) => {
    const shape = { inputs: 4, depth: 3, numClasses: 3, inverseTemperature: 1.5, prediction };
    const weights = anySoftTree(shape, 1);
    const { logits } = await moduleOf(javascriptSoftTree({ ...shape, weights }));
    for (const features of [
      [0, 0, 0, 0],
      [1, -1, 0.5, 2],
      [-3, 0.25, 2, -0.5],
    ]) {
      const expected = referencePrediction(shape, weights, features, 3, prediction);
      logits(features).forEach((logit, k) => {
        expect(logit).toBeCloseTo(expected[k]!, 5);
      });
    }
  },
);
