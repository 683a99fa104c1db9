// Many students of one architecture as one set of tensors: the first layer is a single product for all lanes, later
// layers are batched products. Forward, gradient and update are written out; nothing is recorded on a tape.
// A lane's bits do not depend on the other lanes (docs/decisions/003-lanes.md). Units lie before rows
// (`[lanes, units, rows]`): a lane is one run of memory in every tensor, and sums run inside it.
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { type Engine, type UpdateRule, type Updater, type UpdaterState, valuesOf } from "../engine/engine.ts";
import { distillationGradient, type LossWeights } from "../losses/distillation.ts";
import type { Activation } from "../study/schema.ts";
import { type LaneWeights, splitLanes, stackLanes } from "./lane-weights.ts";

/** A batch, or a part of a large one. Plain arrays, row-major; `rows` counts, what is behind is padding. */
export interface TrainingBatch {
  readonly rows: number;
  readonly paddedRows: number;
  /** `[paddedRows, inputs]`: of the inputs only `columns` where the settings name some */
  readonly features: Float32Array;
  /** `[classes, paddedRows]`, one-hot */
  readonly labels: Float32Array;
  /** `[classes, paddedRows]`; null where no lane has alpha above 0 */
  readonly teacherLogits: Float32Array | null;
}

export interface LaneSettings extends Omit<LossWeights, "scale"> {
  readonly learningRate: number;
  /** Each step first multiplies every kernel by 1 - learning rate * weightDecay. */
  readonly weightDecay: number;
}

export interface StackSettings extends UpdateRule {
  /** `[inputs, hidden..., classes]` */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  /** The inputs that are not 0 in every sample (`Dataset.columns`); null: all. */
  readonly columns: Uint32Array | null;
  /** Adam's lanes have one learning rate. */
  readonly lanes: readonly LaneSettings[];
}

export interface Stack {
  /**
   * One update from a batch in parts of at most `mostRows`, at `rateFactor` times each lane's learning rate. Returns the
   * lanes whose loss was not finite.
   */
  step(parts: readonly TrainingBatch[], rateFactor: number): number[];
  /** At most `mostRows` of `[rows, inputs]` -> tensor of logits `[lanes, rows, classes]`, the caller's. */
  logits(features: Float32Array, rows: number): Tensor3D;
  read(): LaneWeights[];
  /** A stack of these lanes alone, which goes on where they are. This one stays open. */
  keep(lanes: readonly number[]): Stack;
  close(): void;
}

/** With more rows in one product TensorFlow chooses its algorithm by the number of lanes, and their bits change. */
export const mostRows = 512;

export function createStack(
  engine: Engine,
  settings: StackSettings,
  initial: readonly LaneWeights[],
  from?: UpdaterState,
): Stack {
  const { tf } = engine;
  const { sizes, activation, columns, optimizer } = settings;
  const lanes = settings.lanes.length;
  const layers = sizes.length - 1;
  const inputs = columns?.length ?? sizes[0]!;
  // Adam's rate is one number for a whole tensor. The other rules are linear in it: a lane's own scales its gradient.
  const ownRates = optimizer !== "adam";
  const commonRate = ownRates ? 1 : settings.lanes[0]!.learningRate;
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
  const decayed = new Float64Array(lanes).fill(1); // what the kernels have been multiplied by so far
  let updater: Updater | null = null; // made by the first step: a network that only predicts needs no slots

  /** The output of each layer by lane `[lanes, units, rows]`, the logits last. */
  function forward(x: Tensor2D, weights: readonly Tensor[]): Tensor3D[] {
    if (x.shape[0] > mostRows)
      throw new Error(`Expected at most ${mostRows} rows at once, got ${x.shape[0]}`);
    const outputs: Tensor3D[] = [];
    for (let layer = 0; layer < layers; layer++) {
      const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1] as Tensor3D];
      const product =
        layer === 0
          ? // not `matMulTransposedB`: of few lanes that has other bits
            tf.reshape(engine.matMul(kernel as Tensor2D, tf.transpose(x)), [lanes, sizes[1]!, x.shape[0]])
          : engine.matMul(kernel as Tensor3D, outputs[layer - 1]!);
      const sum = tf.add<Tensor3D>(product, bias);
      outputs.push(layer === layers - 1 ? sum : engine.activate(activation, sum));
    }
    return outputs;
  }

  /** Gradients in the order of the parameters, from the gradient on the logits. */
  function backward(
    x: Tensor2D,
    outputs: readonly Tensor3D[],
    weights: readonly Tensor[],
    dLogits: Tensor3D,
  ) {
    const gradients: Tensor[] = [];
    let dSum = dLogits;
    for (let layer = layers - 1; layer >= 0; layer--) {
      const dBias = tf.sum(dSum, 2, true);
      if (layer === 0) {
        const flat = tf.reshape(dSum, [lanes * sizes[1]!, x.shape[0]]) as Tensor2D;
        gradients.unshift(engine.matMul(flat, x), dBias);
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
    const x = tf.tensor2d(part.features, [part.paddedRows, inputs]);
    const shared = (values: Float32Array) => tf.tensor3d(values, [1, sizes.at(-1)!, part.paddedRows]);
    const outputs = forward(x, weights);
    const teacher = part.teacherLogits && shared(part.teacherLogits);
    const dLogits = gradient.of(outputs.at(-1)!, shared(part.labels), teacher, part.rows, batchRows);
    return backward(x, outputs, weights, dLogits);
  }

  /** Decoupled weight decay (Loshchilov & Hutter 2019, arXiv 1711.05101), before the update as in Keras. */
  function decay(rateFactor: number): void {
    const factors = decays.map((decayOfLane) => 1 - rateFactor * decayOfLane);
    factors.forEach((factor, lane) => {
      decayed[lane]! *= factor;
    });
    kernels.forEach((kernel, layer) => {
      const perRow =
        layer === 0 ? factors.flatMap((factor) => new Array<number>(sizes[1]!).fill(factor)) : factors;
      const shape = [perRow.length, ...kernel.shape.slice(1).map(() => 1)];
      const value = kernel.read();
      const smaller = tf.mul(value, tf.tensor(perRow, shape));
      value.dispose();
      kernel.set(smaller);
      smaller.dispose();
    });
  }

  function read(): LaneWeights[] {
    const whole = initial.map(([first, ...rest], lane) => [
      decayed[lane] === 1 ? first! : first!.map((weight) => weight * decayed[lane]!),
      ...rest,
    ]);
    return splitLanes(parameters.map(valuesOf), sizes, columns, whole);
  }

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
        updater ??= engine.updater(parameters, settings, from);
        updater.apply(gradients, commonRate * rateFactor);
      });
      return diverged;
    },
    logits: (features, rows) =>
      tf.tidy(() => {
        const weights = parameters.map((parameter) => parameter.read());
        const logits = forward(tf.tensor2d(features, [rows, inputs]), weights).at(-1)!;
        return tf.transpose(logits, [0, 2, 1]);
      }),
    read,
    keep(chosen) {
      const weights = read();
      const kept = { ...settings, lanes: chosen.map((lane) => settings.lanes[lane]!) };
      const state = updater?.state() ?? from;
      return createStack(
        engine,
        kept,
        chosen.map((lane) => weights[lane]!),
        state && { ...state, slots: state.slots.map((slot) => lanesOf(slot, lanes, chosen)) },
      );
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
  return layer === 0 ? [lanes * outputs, inputs] : [lanes, outputs, sizes[layer]!];
}

/** The runs of the chosen lanes, one after another. */
function lanesOf(values: Float32Array, lanes: number, chosen: readonly number[]): Float32Array {
  const length = values.length / lanes;
  const runs = new Float32Array(length * chosen.length);
  chosen.forEach((lane, k) => void runs.set(values.subarray(lane * length, (lane + 1) * length), k * length));
  return runs;
}

/** A loss that is not finite leaves NaN in the gradient on the last bias, the sum of that on the logits. */
function lanesNotFinite(biasGradients: Float32Array, lanes: number): number[] {
  const classes = biasGradients.length / lanes;
  return Array.from({ length: lanes }, (_, lane) => lane).filter(
    (lane) => !biasGradients.subarray(lane * classes, (lane + 1) * classes).every(Number.isFinite),
  );
}
