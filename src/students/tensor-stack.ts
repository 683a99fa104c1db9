// A stack as one set of tensors: the first layer is a single product for all lanes, later layers are batched products.
// Forward, gradient and update are written out; nothing is recorded on a tape.
// A lane's bits do not depend on the other lanes (docs/decisions/003-lanes.md). Units lie before rows
// (`[lanes, units, rows]`): a lane is one run of memory in every activation, and sums run inside it. Inputs that are 0 in
// all rows of a batch take no part in the first layer's products.
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { type Engine, scaleParameter, type Updater, valuesOf } from "../engine/engine.ts";
import { distillationGradient } from "../losses/distillation.ts";
import { mostRows } from "../training/batches.ts";
import { type BatchFeatures, litFeatures } from "../training/lit-features.ts";
import { keptLanes } from "./kept-lanes.ts";
import { type LaneWeights, splitLanes, stackLanes, withDecay } from "./lane-weights.ts";
import type { Stack, StackSettings, StackState, TrainingBatch } from "./stack.ts";

export function createTensorStack(
  engine: Engine,
  settings: StackSettings,
  initial: readonly LaneWeights[],
  from?: StackState,
): Stack {
  const { tf } = engine;
  const { sizes, activation, columns, optimizer } = settings;
  const lanes = settings.lanes.length;
  const layers = sizes.length - 1;
  const inputs = columns?.length ?? sizes[0]!;
  // Adam's rate is one number for a whole tensor. The other rules are linear in it: a lane's own scales its gradient.
  const ownRates = optimizer !== "adam";
  const commonRate = ownRates ? 1 : settings.lanes[0]!.learningRate;
  if (!ownRates && settings.lanes.some(({ learningRate }) => learningRate !== commonRate))
    throw new Error("Expected one learning rate for all of Adam's lanes as tensors");
  const parameters = stackLanes(initial, sizes, columns).map((values, i) =>
    engine.parameter(values, parameterShape(i, sizes, lanes, inputs)),
  );
  const kernels = parameters.filter((_, i) => i % 2 === 0);
  const gradient = distillationGradient(
    tf,
    settings.lanes.map((lane) => ({ ...lane, scale: ownRates ? lane.learningRate : 1 })),
    sizes.at(-1)!,
  );
  const decays = settings.lanes.map(({ learningRate, weightDecay }) => learningRate * weightDecay);
  // What the kernels have been multiplied by so far: the weights of inputs that are left out catch up when they are read.
  const decayed = from ? [...from.decayed] : new Array<number>(lanes).fill(1);
  let updater: Updater | null = null; // made by the first step: a network that only predicts needs no slots

  /** Inputs as tensors: `x [columns, rows]`, the rows of the first kernel that they meet, and the way back. */
  interface Inputs {
    readonly x: Tensor2D;
    readonly columns: Tensor1D | null;
    /** For each row of the kernel its column of `x`: the last one, of zeros, where it has none. */
    readonly places: Tensor1D | null;
  }

  function inputsOf(features: BatchFeatures): Inputs {
    const { rows, columns: lit, values } = litFeatures(features);
    if (rows > mostRows) throw new Error(`Expected at most ${mostRows} rows at once, got ${rows}`);
    const x = tf.tensor2d(values, [values.length / rows, rows]);
    if (lit === null) return { x, columns: null, places: null };
    const places = new Int32Array(inputs).fill(lit.length);
    lit.forEach((input, place) => {
      places[input] = place;
    });
    const padded = new Int32Array(lit.length + 1); // any row of the kernel may meet the zeros
    padded.set(lit);
    return { x, columns: tf.tensor1d(padded, "int32"), places: tf.tensor1d(places, "int32") };
  }

  /** The output of each layer by lane `[lanes, units, rows]`, the logits last. */
  function forward({ x, columns: lit }: Inputs, weights: readonly Tensor[]): Tensor3D[] {
    const outputs: Tensor3D[] = [];
    for (let layer = 0; layer < layers; layer++) {
      const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1] as Tensor3D];
      const product =
        layer === 0
          ? firstProduct(x, lit, kernel as Tensor2D)
          : engine.matMul(kernel as Tensor3D, outputs[layer - 1]!);
      const sum = tf.add<Tensor3D>(product, bias);
      outputs.push(layer === layers - 1 ? sum : engine.activate(activation, sum));
    }
    return outputs;
  }

  function firstProduct(x: Tensor2D, lit: Tensor1D | null, kernel: Tensor2D): Tensor3D {
    const rows = lit === null ? kernel : engine.gatherRows(kernel, lit);
    return tf.reshape(engine.matMulTransposedA(rows, x), [lanes, sizes[1]!, x.shape[1]]);
  }

  /** Gradients in the order of the parameters, from the gradient on the logits. */
  function backward(
    { x, places }: Inputs,
    outputs: readonly Tensor3D[],
    weights: readonly Tensor[],
    dLogits: Tensor3D,
  ) {
    const gradients: Tensor[] = [];
    let dSum = dLogits;
    for (let layer = layers - 1; layer >= 0; layer--) {
      const dBias = tf.sum(dSum, 2, true);
      if (layer === 0) {
        const flat = tf.reshape(dSum, [lanes * sizes[1]!, x.shape[1]]) as Tensor2D;
        const dRows = engine.matMulTransposedB(x, flat); // [columns, lanes * units]
        gradients.unshift(places === null ? dRows : engine.gatherRows(dRows, places), dBias);
      } else {
        const input = outputs[layer - 1]!;
        gradients.unshift(engine.matMulTransposedB(dSum, input), dBias);
        const dInput = engine.matMulTransposedA(weights[2 * layer] as Tensor3D, dSum);
        dSum = engine.activationGradient(activation, dInput, input);
      }
    }
    return gradients;
  }

  function gradientsOf(part: TrainingBatch, weights: readonly Tensor[], batchRows: number): Tensor[] {
    const paddedRows = part.features.rows;
    const shared = (values: Float32Array) => tf.tensor3d(values, [1, sizes.at(-1)!, paddedRows]);
    const batch = inputsOf(part.features);
    const outputs = forward(batch, weights);
    const teacher = part.teacherLogits && shared(part.teacherLogits);
    const dLogits = gradient.of(outputs.at(-1)!, shared(part.labels), teacher, part.rows, batchRows);
    return backward(batch, outputs, weights, dLogits);
  }

  /** Decoupled weight decay (Loshchilov & Hutter 2019, arXiv 1711.05101), before the update as in Keras. */
  function decay(rateFactor: number): void {
    const factors = decays.map((decayOfLane) => 1 - rateFactor * decayOfLane);
    factors.forEach((factor, lane) => {
      decayed[lane]! *= factor;
    });
    kernels.forEach((kernel, layer) => {
      const perLane =
        layer === 0
          ? tf.tensor2d(
              factors.flatMap((factor) => new Array<number>(sizes[1]!).fill(factor)),
              [1, lanes * sizes[1]!],
            )
          : tf.tensor3d(factors, [lanes, 1, 1]);
      scaleParameter(engine, kernel, perLane);
    });
  }

  const read = () => splitLanes(parameters.map(valuesOf), sizes, columns, withDecay(initial, decayed));

  return {
    step: (parts, rateFactor) => {
      let diverged: number[] = [];
      tf.tidy(() => {
        const weights = parameters.map((parameter) => parameter.read());
        const batchRows = parts.reduce((sum, { rows }) => sum + rows, 0);
        const gradients = parts
          .map((part) => gradientsOf(part, weights, batchRows))
          .reduce((sums, others) => sums.map((sum, i) => tf.add(sum, others[i]!)));
        diverged = lanesNotFinite(gradients.at(-1)!.dataSync<"float32">(), lanes);
        tf.dispose(weights); // a value still held would be copied by the update
        if (decays.some((decayOfLane) => decayOfLane > 0)) decay(rateFactor);
        updater ??= engine.updater(parameters, settings, from?.updater);
        updater.apply(gradients, commonRate * rateFactor);
      });
      return diverged;
    },
    logits: (features) =>
      tf.tidy(() => {
        const weights = parameters.map((parameter) => parameter.read());
        const logits = forward(inputsOf(features), weights).at(-1)!;
        return tf.transpose(logits, [0, 2, 1]);
      }),
    read,
    keep(chosen) {
      const now = { values: parameters.map(valuesOf), updater: updater?.state() ?? from?.updater, decayed };
      return createTensorStack(engine, ...keptLanes(settings, initial, now, chosen));
    },
    close() {
      for (const held of [...parameters, updater, gradient]) held?.dispose();
    },
  };
}

function parameterShape(index: number, sizes: readonly number[], lanes: number, inputs: number): number[] {
  const layer = index >> 1;
  const outputs = sizes[layer + 1]!;
  if (index % 2 === 1) return [lanes, outputs, 1];
  return layer === 0 ? [inputs, lanes * outputs] : [lanes, outputs, sizes[layer]!];
}

/** A loss that is not finite leaves NaN in the gradient on the last bias, the sum of that on the logits. */
function lanesNotFinite(biasGradients: Float32Array, lanes: number): number[] {
  const classes = biasGradients.length / lanes;
  return Array.from({ length: lanes }, (_, lane) => lane).filter(
    (lane) => !biasGradients.subarray(lane * classes, (lane + 1) * classes).every(Number.isFinite),
  );
}
