import * as reference from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { stream } from "../../src/random/stream.ts";
import type { ConvTeacherSpec } from "../../src/study/schema.ts";
import { convNetwork } from "../../src/teachers/conv.ts";
import { convInitialWeights, convLayers } from "../../src/teachers/conv-layers.ts";
import { engineNames } from "../engines.ts";

const inputShape = [9, 8, 1];
const numClasses = 4;
const rows = 5;
const plainStep = { rateFactor: 1, counter: 0, withLoss: false };

const spec: ConvTeacherSpec = {
  name: "teacher",
  kind: "conv",
  filters: 3,
  kernelSize: 3,
  pooling: 0,
  hidden: [7, 6],
  dropout: { conv: 0, dense: 0 },
  optimizer: "sgd",
  learningRate: 1,
  momentum: 0.9,
  weightDecay: 0,
  schedule: "constant",
  warmupSteps: 0,
  labelSmoothing: 0,
  batchSize: rows,
  epochs: 1,
  trainFraction: 1,
  labelNoise: 0,
  leftOutClasses: [],
  jitter: 0,
};

function batch() {
  const { uniform, int } = stream(1, "batch");
  const features = Float32Array.from({ length: rows * 72 }, uniform);
  const labels = new Float32Array(rows * numClasses);
  for (let row = 0; row < rows; row++) labels[row * numClasses + int(numClasses)] = 1;
  return { rows, features, labels };
}

function weightsOf(settings: ConvTeacherSpec): Float32Array[] {
  const random = stream(2, "biases");
  const initial = convInitialWeights(inputShape, convLayers(settings, numClasses), 3);
  return initial.map((values, i) => (i % 2 === 0 ? values : values.map(() => 0.2 * random.normal())));
}

/** The gradient of the mean cross-entropy by tfjs's own tape, on its plain JavaScript backend. */
async function tapeGradients(
  { pooling }: ConvTeacherSpec,
  weights: readonly Float32Array[],
  features = batch().features,
  masks: readonly Float32Array[] = [],
) {
  await reference.setBackend("cpu");
  const { labels } = batch();
  const flat = pooling > 1 ? 3 * 3 * 3 : 7 * 6 * 3;
  const shapes = [[3, 3, 1, 3], [3], [flat, 7], [7], [7, 6], [6], [6, 4], [4]];
  const tensors = weights.map((values, i) => reference.tensor(values, shapes[i]!));
  const loss = (...w: reference.Tensor[]) => {
    const x = reference.tensor4d(features, [rows, 9, 8, 1]);
    let image = reference.relu(
      reference.add(reference.conv2d(x, w[0] as reference.Tensor4D, 1, "valid"), w[1]!),
    ) as reference.Tensor4D;
    if (pooling > 1) image = reference.maxPool(image, pooling, pooling, "valid");
    const dropped = (x: reference.Tensor, mask: Float32Array | undefined) =>
      mask ? reference.mul(x, reference.tensor(mask, x.shape)) : x;
    let hidden: reference.Tensor = dropped(reference.reshape(image, [rows, flat]), masks[0]);
    for (const layer of [2, 4]) {
      const sum = reference.add(
        reference.matMul(hidden as reference.Tensor2D, w[layer] as reference.Tensor2D),
        w[layer + 1]!,
      );
      hidden = dropped(reference.relu(sum), masks[layer / 2]);
    }
    const logits = reference.add(
      reference.matMul(hidden as reference.Tensor2D, w[6] as reference.Tensor2D),
      w[7]!,
    );
    const y = reference.tensor2d(labels, [rows, numClasses]);
    return reference.mean(
      reference.neg(reference.sum(reference.mul(y, reference.logSoftmax(logits)), 1)),
    ) as reference.Scalar;
  };
  const { value, grads } = reference.valueAndGrads(loss)(tensors);
  return { loss: value.dataSync()[0]!, gradients: grads.map((gradient) => gradient.dataSync()) };
}

describe.each(engineNames)("convNetwork(engine, spec, ...) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  it.each([0, 2])(
    "step() moves by minus the gradient that tfjs's tape gives, pooling %i",
    async (pooling) => {
      const settings = { ...spec, pooling };
      const weights = weightsOf(settings);
      const expected = await tapeGradients(settings, weights);
      engine = await loadEngine(name);
      const network = convNetwork(engine, settings, inputShape, numClasses, weights, 1);
      const { loss, finite } = network.step(batch(), { ...plainStep, withLoss: true });
      const after = network.read();
      network.close();
      expect(loss).toBeCloseTo(expected.loss, 5);
      expect(finite).toBe(true);
      after.forEach((values, i) => {
        values.forEach((value, j) => {
          expect(weights[i]![j]! - value).toBeCloseTo(expected.gradients[i]![j]!, 5);
        });
      });
    },
  );

  it.each([0, 2])(
    "step() with dropout moves by minus the tape's gradient under the same masks, pooling %i",
    async (pooling) => {
      const settings = { ...spec, pooling, dropout: { conv: 0.25, dense: 0.5 } };
      const weights = weightsOf(settings);
      const counter = 5;
      const widths = [pooling > 1 ? 27 : 126, 7, 6];
      const masks = widths.map((width, layer) => {
        const rate = layer === 0 ? 0.25 : 0.5;
        // three dense layers: the masks of step 5 are the numbers 15, 16, 17
        const mask = engine.tf.tidy(() =>
          engine.dropoutMask([rows, width], rate, 1, 3 * counter + layer).dataSync(),
        );
        return Float32Array.from(mask, (kept) => kept / (1 - rate));
      });
      const expected = await tapeGradients(settings, weights, undefined, masks);
      engine = await loadEngine(name);
      const network = convNetwork(engine, settings, inputShape, numClasses, weights, 1);
      const { loss } = network.step(batch(), { ...plainStep, counter, withLoss: true });
      const after = network.read();
      network.close();
      expect(loss).toBeCloseTo(expected.loss, 5);
      after.forEach((values, i) => {
        values.forEach((value, j) => {
          expect(weights[i]![j]! - value).toBeCloseTo(expected.gradients[i]![j]!, 5);
        });
      });
    },
  );

  it("step() shrinks kernels and not biases by rateFactor * learningRate * weightDecay, before the update", () => {
    const weights = weightsOf(spec);
    const settings = { ...spec, learningRate: 0.5 };
    const stepped = (weightDecay: number) => {
      const network = convNetwork(engine, { ...settings, weightDecay }, inputShape, numClasses, weights, 1);
      network.step(batch(), { ...plainStep, rateFactor: 0.4 });
      const after = network.read();
      network.close();
      return after;
    };
    const [plain, decayed] = [stepped(0), stepped(0.1)];
    plain.forEach((values, i) => {
      values.forEach((value, j) => {
        const shrunk = i % 2 === 0 ? 0.4 * 0.5 * 0.1 * weights[i]![j]! : 0;
        expect(decayed[i]![j]!).toBeCloseTo(value - shrunk, 5);
      });
    });
  });

  it("step() says when the loss is not finite", () => {
    const weights = weightsOf(spec).map((values) => values.map(() => 1e30));
    const network = convNetwork(engine, spec, inputShape, numClasses, weights, 1);
    expect(network.step(batch(), plainStep).finite).toBe(false);
    network.close();
  });

  it("step() shares the gradient of a flat block among its pixels: the sum is the tape's", async () => {
    const settings = { ...spec, pooling: 2, filters: 3 };
    const weights = weightsOf(settings).map((values, i) => (i === 1 ? values.map(() => 0.1) : values));
    const flat = { ...batch(), features: new Float32Array(rows * 72) }; // black: every block ties at the bias
    const expected = await tapeGradients(settings, weights, flat.features);
    engine = await loadEngine(name);
    const network = convNetwork(engine, settings, inputShape, numClasses, weights, 1);
    network.step(flat, plainStep);
    const after = network.read();
    network.close();
    [0, 1].forEach((i) => {
      after[i]!.forEach((value, j) => {
        expect(weights[i]![j]! - value).toBeCloseTo(expected.gradients[i]![j]!, 5);
      });
    });
  });

  it("logits() knows no dropout, while step() drops by seed and counter alone", () => {
    const settings = { ...spec, dropout: { conv: 0.25, dense: 0.5 } };
    const weights = weightsOf(settings);
    const trained = (seed: number, counter: number) => {
      const network = convNetwork(engine, settings, inputShape, numClasses, weights, seed);
      const first = network.logits(batch().features, rows);
      const again = network.logits(batch().features, rows);
      expect(first.dataSync()).toEqual(again.dataSync());
      first.dispose();
      again.dispose();
      network.step(batch(), { ...plainStep, counter });
      const after = network.read();
      network.close();
      return after;
    };
    const before = engine.tf.memory().numTensors;
    const once = trained(1, 5);
    expect(trained(1, 5)).toEqual(once);
    expect(trained(2, 5)).not.toEqual(once);
    expect(trained(1, 6)).not.toEqual(once);
    expect(engine.tf.memory().numTensors).toBe(before);
  });
});
