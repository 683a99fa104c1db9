import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { stream } from "../../src/random/stream.ts";
import { type TrainedTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { deepNetwork } from "../../src/teachers/deep-network.ts";
import { heUniformWeights } from "../../src/teachers/initial-weights.ts";
import { teacherLayers } from "../../src/teachers/layers.ts";
import { engineNames } from "../engines.ts";
import { denseInputs, imageShape, numClasses, tapeGradients } from "./tape-gradients.ts";

const rows = 5;
const plainStep = { rateFactor: 1, counter: 0, withLoss: false };

const teacher = (fields: object) =>
  teacherSchema.parse({
    name: "teacher",
    hidden: [7, 6],
    optimizer: "sgd",
    learningRate: 1,
    epochs: 1,
    ...fields,
  }) as TrainedTeacherSpec;
const conv = (fields: object = {}) =>
  teacher({ kind: "conv", filters: 3, dropout: { conv: 0, dense: 0 }, ...fields });
const mlp = (fields: object = {}) => teacher({ kind: "mlp", ...fields });

const inputShapeOf = ({ kind }: TrainedTeacherSpec) => (kind === "conv" ? imageShape : [9 * 8]);

function batch() {
  const { uniform, int } = stream(1, "batch");
  const features = Float32Array.from({ length: rows * 72 }, uniform);
  const labels = new Float32Array(rows * numClasses);
  for (let row = 0; row < rows; row++) labels[row * numClasses + int(numClasses)] = 1;
  return { rows, features, labels };
}

function weightsOf(spec: TrainedTeacherSpec): Float32Array[] {
  const random = stream(2, "biases");
  const initial = heUniformWeights(inputShapeOf(spec), teacherLayers(spec, numClasses), 3);
  return initial.map((values, i) => (i % 2 === 0 ? values : values.map(() => 0.2 * random.normal())));
}

type Expected = Awaited<ReturnType<typeof tapeGradients>>;

describe.each(engineNames)("deepNetwork(engine, spec, ...) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  const networkOf = (spec: TrainedTeacherSpec, weights = weightsOf(spec), seed = 1) =>
    deepNetwork(engine, spec, inputShapeOf(spec), numClasses, weights, seed);

  /** At learning rate 1 of plain SGD a step is minus the gradient. */
  function expectStep(
    before: readonly Float32Array[],
    after: readonly Float32Array[],
    { gradients }: Expected,
  ) {
    after.forEach((values, i) => {
      values.forEach((value, j) => {
        expect(before[i]![j]! - value).toBeCloseTo(gradients[i]![j]!, 5);
      });
    });
  }

  it.each([
    ["conv", conv()],
    ["conv with pooling", conv({ pooling: 2 })],
    ["mlp", mlp()],
    ["mlp of tanh", mlp({ activation: "tanh" })],
    ["mlp of sigmoid", mlp({ activation: "sigmoid" })],
  ])("step() moves by minus the gradient that tfjs's tape gives: %s", async (_, spec) => {
    const weights = weightsOf(spec);
    const expected = await tapeGradients(spec, weights, batch());
    engine = await loadEngine(name);
    const network = networkOf(spec, weights);
    const { loss, finite } = network.step(batch(), { ...plainStep, withLoss: true });
    const after = network.read();
    network.close();
    expect(loss).toBeCloseTo(expected.loss, 5);
    expect(finite).toBe(true);
    expectStep(weights, after, expected);
  });

  const ofConv = { dropout: { conv: 0.25, dense: 0.5 } };
  const ofMlp = { dropout: { input: 0.25, hidden: 0.5 } };
  it.each([
    ["conv", conv(ofConv)],
    ["conv with pooling", conv({ ...ofConv, pooling: 2 })],
    ["mlp", mlp(ofMlp)],
    ["mlp of tanh", mlp({ ...ofMlp, activation: "tanh" })],
    ["mlp of sigmoid", mlp({ ...ofMlp, activation: "sigmoid" })],
  ])("step() with dropout moves by minus the tape's gradient under the same masks: %s", async (_, spec) => {
    const weights = weightsOf(spec);
    const counter = 5;
    const masks = [denseInputs(spec), 7, 6].map((width, layer) => {
      const rate = layer === 0 ? 0.25 : 0.5;
      // three dense layers: the masks of step 5 are the numbers 15, 16, 17
      const mask = engine.tf.tidy(() =>
        engine.dropoutMask([rows, width], rate, 1, 3 * counter + layer).dataSync(),
      );
      return Float32Array.from(mask, (kept) => kept / (1 - rate));
    });
    const expected = await tapeGradients(spec, weights, batch(), masks);
    engine = await loadEngine(name);
    const network = networkOf(spec, weights);
    const { loss } = network.step(batch(), { ...plainStep, counter, withLoss: true });
    const after = network.read();
    network.close();
    expect(loss).toBeCloseTo(expected.loss, 5);
    expectStep(weights, after, expected);
  });

  it.each([
    ["conv", conv({ learningRate: 0.5 })],
    ["mlp", mlp({ learningRate: 0.5 })],
  ])(
    "step() shrinks kernels and not biases by rateFactor * learningRate * weightDecay, before the update: %s",
    (_, spec) => {
      const weights = weightsOf(spec);
      const stepped = (weightDecay: number) => {
        const network = networkOf({ ...spec, weightDecay }, weights);
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
    },
  );

  it("step() says when the loss is not finite", () => {
    const network = networkOf(
      conv(),
      weightsOf(conv()).map((values) => values.map(() => 1e30)),
    );
    expect(network.step(batch(), plainStep).finite).toBe(false);
    network.close();
  });

  it("step() shares the gradient of a flat block among its pixels: the sum is the tape's", async () => {
    const spec = conv({ pooling: 2 });
    const weights = weightsOf(spec).map((values, i) => (i === 1 ? values.map(() => 0.1) : values));
    const flat = { ...batch(), features: new Float32Array(rows * 72) }; // black: every block ties at the bias
    const expected = await tapeGradients(spec, weights, flat);
    engine = await loadEngine(name);
    const network = networkOf(spec, weights);
    network.step(flat, plainStep);
    const after = network.read();
    network.close();
    expectStep(weights.slice(0, 2), after.slice(0, 2), expected);
  });

  it.each([
    ["conv", conv(ofConv)],
    ["mlp", mlp(ofMlp)],
  ])("logits() knows no dropout, while step() drops by seed and counter alone: %s", (_, spec) => {
    const trained = (seed: number, counter: number) => {
      const network = networkOf(spec, weightsOf(spec), seed);
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
