// Many students of one architecture as one set of tensors: the first layer is a single product for all lanes, later
// layers are batched products. Forward, gradient and update are written out; nothing is recorded on a tape.
// A lane's bits do not depend on the other lanes (docs/decisions/003-lanes.md): all sums over a batch are matrix
// products, everything else is element by element.
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { Engine, Updater, UpdateSettings } from "../engine/engine.ts";
import { distillationGradient, type LossWeights } from "../losses/distillation.ts";
import { type LaneWeights, splitLanes, stackLanes } from "./lane-weights.ts";

/** Plain arrays, row-major; `rows` counts, what is behind is padding. */
export interface TrainingBatch {
  readonly rows: number;
  readonly paddedRows: number;
  /** `[paddedRows, inputs]` */
  readonly features: Float32Array;
  /** `[paddedRows, classes]`, one-hot */
  readonly labels: Float32Array;
  /** `[paddedRows, classes]`; null where no lane has alpha above 0 */
  readonly teacherLogits: Float32Array | null;
}

export interface Stack {
  step(batch: TrainingBatch): void;
  /** `[rows, inputs]` -> tensor of logits `[lanes, rows, classes]`, the caller's. */
  logits(features: Float32Array, rows: number): Tensor3D;
  read(): LaneWeights[];
  assign(lanes: readonly LaneWeights[]): void;
  close(): void;
}

export interface StackSettings extends UpdateSettings {
  /** `[inputs, hidden..., classes]` */
  readonly sizes: readonly number[];
  readonly lanes: readonly LossWeights[];
}

export function createStack(engine: Engine, settings: StackSettings, initial: readonly LaneWeights[]): Stack {
  const { tf } = engine;
  const { sizes } = settings;
  const lanes = settings.lanes.length;
  const layers = sizes.length - 1;
  const shapes = sizes
    .slice(1)
    .flatMap((outputs, layer) => [
      layer === 0 ? [sizes[0]!, lanes * outputs] : [lanes, sizes[layer]!, outputs],
      [lanes * outputs],
    ]);
  const parameters = stackLanes(initial, sizes).map((values, i) => engine.parameter(values, shapes[i]!));
  let updater: Updater | null = null; // made by the first step: a network that only predicts needs no slots
  const gradient = distillationGradient(tf, settings.lanes);

  /** `[rows, lanes * width] -> [lanes, rows, width]` */
  const toLanes = (matrix: Tensor, width: number) =>
    tf.transpose(tf.reshape(matrix, [-1, lanes, width]), [1, 0, 2]) as Tensor3D;
  /** `[lanes, rows, width] -> [rows, lanes * width]` */
  const fromLanes = (batch: Tensor3D) =>
    tf.reshape(tf.transpose(batch, [1, 0, 2]), [batch.shape[1], lanes * batch.shape[2]]) as Tensor2D;

  /** The input of each layer by lane (the first is null: it is the shared batch), and the logits last. */
  function forward(x: Tensor2D, weights: readonly Tensor[]): (Tensor3D | null)[] {
    const activations: (Tensor3D | null)[] = [null];
    for (let layer = 0; layer < layers; layer++) {
      const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1]!];
      const isLast = layer === layers - 1;
      if (layer === 0) {
        const sum = tf.add(engine.matMul(x, kernel as Tensor2D), bias);
        activations.push(toLanes(isLast ? sum : tf.relu(sum), sizes[1]!));
      } else {
        const perLane = tf.reshape(bias, [lanes, 1, sizes[layer + 1]!]);
        const sum = tf.add<Tensor3D>(engine.matMul(activations[layer]!, kernel as Tensor3D), perLane);
        activations.push(isLast ? sum : tf.relu(sum));
      }
    }
    return activations;
  }

  /** Gradients in the order of the parameters, from the gradient on the logits. */
  function backward(
    x: Tensor2D,
    activations: readonly (Tensor3D | null)[],
    weights: readonly Tensor[],
    dLogits: Tensor3D,
  ) {
    const gradients: Tensor[] = [];
    let dOutput = dLogits;
    for (let layer = layers - 1; layer >= 0; layer--) {
      const flat = fromLanes(dOutput); // [rows, lanes * outputs]
      const input = activations[layer];
      gradients.unshift(
        input ? engine.matMulTransposedA(input, dOutput) : engine.matMulTransposedA(x, flat),
        engine.columnSums(flat),
      );
      if (input) {
        const dInput = engine.matMulTransposedB(dOutput, weights[2 * layer] as Tensor3D);
        dOutput = engine.reluGradient(dInput, input) as Tensor3D;
      }
    }
    return gradients;
  }

  return {
    step(batch) {
      tf.tidy(() => {
        const x = tf.tensor2d(batch.features, [batch.paddedRows, sizes[0]!]);
        const shared = (values: Float32Array) => tf.tensor3d(values, [1, batch.paddedRows, sizes.at(-1)!]);
        const weights = parameters.map((parameter) => parameter.read());
        const activations = forward(x, weights);
        const teacher = batch.teacherLogits && shared(batch.teacherLogits);
        const dLogits = gradient.of(activations.at(-1)!, shared(batch.labels), teacher, batch.rows);
        const gradients = backward(x, activations, weights, dLogits);
        tf.dispose(weights); // a value still held would be copied by the update
        updater ??= engine.updater(parameters, settings);
        updater.apply(gradients);
      });
    },
    logits: (features, rows) =>
      tf.tidy(() => {
        const weights = parameters.map((parameter) => parameter.read());
        return forward(tf.tensor2d(features, [rows, sizes[0]!]), weights).at(-1)!;
      }),
    read() {
      const values = parameters.map((parameter) => {
        const value = parameter.read();
        const numbers = value.dataSync<"float32">();
        value.dispose();
        return numbers;
      });
      return splitLanes(values, sizes, lanes);
    },
    assign(next) {
      stackLanes(next, sizes).forEach((values, i) => {
        parameters[i]!.assign(values);
      });
    },
    close() {
      for (const held of [...parameters, updater, gradient]) held?.dispose();
    },
  };
}
