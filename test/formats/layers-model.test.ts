import { beforeAll, describe, expect, it } from "vitest";
import { type Layer, layersModelFiles, readWeights, weightShapes } from "../../src/formats/layers-model.ts";
import { stream } from "../../src/random/stream.ts";
import { initialWeights } from "../../src/students/lane-weights.ts";
import { mlpLayers } from "../../src/students/mlp-layers.ts";
import { referenceLogits } from "../students/reference-network.ts";
import { anyWeights } from "../students/samples.ts";

// tfjs-layers is the independent reader.
describe("layersModelFiles(inputShape, layers, weights)", () => {
  let tf: typeof import("@tensorflow/tfjs-core");
  let layersOf: typeof import("@tensorflow/tfjs-layers");
  beforeAll(async () => {
    tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-cpu");
    layersOf = await import("@tensorflow/tfjs-layers");
    await tf.setBackend("cpu");
  });

  async function load(inputShape: number[], layers: Layer[], weights: Float32Array[]) {
    const [model, data] = layersModelFiles(inputShape, layers, weights);
    const { modelTopology, weightsManifest } = JSON.parse(Buffer.from(model!.bytes).toString());
    const weightData = Uint8Array.from(data!.bytes).buffer;
    return layersOf.loadLayersModel(
      tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }),
    );
  }

  it.each(["relu", "tanh", "sigmoid"] as const)(
    "is a network that tfjs-layers loads and that gives the float64 reference's logits: %s",
    async (activation) => {
      const sizes = [6, 5, 4, 3];
      const weights = [...anyWeights(sizes, 1)];
      const model = await load([6], mlpLayers({ hidden: [5, 4], activation }, 3), weights);
      const x = Array.from({ length: 6 }, stream(2, "x").normal);
      const output = model.predict(tf.tensor2d([x])) as import("@tensorflow/tfjs-core").Tensor;
      const expected = referenceLogits({ sizes, activation }, weights, x);
      Array.from(output.dataSync()).forEach((logit, k) => void expect(logit).toBeCloseTo(expected[k]!, 5));
    },
  );

  it("names the layers of a convolutional network so that tfjs-layers gives the same shapes", async () => {
    const layers: Layer[] = [
      { kind: "conv2d", filters: 2, kernelSize: 3 },
      { kind: "max-pooling2d", poolSize: 2 },
      { kind: "dropout", rate: 0.25 },
      { kind: "flatten" },
      { kind: "dense", units: 3, activation: "linear" },
    ];
    const shapes = weightShapes([8, 8, 1], layers).map(({ shape }) => shape);
    expect(shapes).toEqual([[3, 3, 1, 2], [2], [18, 3], [3]]);
    const random = stream(3, "w");
    const weights = shapes.map((shape) =>
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random.normal),
    );
    const model = await load([8, 8, 1], layers, weights);
    expect(model.getWeights().map(({ shape }) => shape)).toEqual(shapes);
  });

  it("readWeights() cuts weights.bin into the arrays that were written", () => {
    const weights = [...initialWeights([4, 3, 2], 5)];
    const [, data] = layersModelFiles([4], mlpLayers({ hidden: [3], activation: "relu" }, 2), weights);
    const floats = new Float32Array(Uint8Array.from(data!.bytes).buffer);
    expect(readWeights(floats, [4], mlpLayers({ hidden: [3], activation: "relu" }, 2))).toEqual(weights);
    expect(() =>
      readWeights(floats.subarray(1), [4], mlpLayers({ hidden: [3], activation: "relu" }, 2)),
    ).toThrow("Expected 23 weights, got 22");
  });
});
