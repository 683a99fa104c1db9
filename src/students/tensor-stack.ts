// A stack as one set of tensors: the first layer is a single product for all lanes, later layers are batched products.
// Forward, gradient and update are written out; nothing is recorded on a tape.
// A lane's bits do not depend on the other lanes (docs/decisions/003-lanes.md). Units lie before rows
// (`[lanes, units, rows]`): a lane is one run of memory in every activation, and sums run inside it.
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { type Engine, scaleParameter, type Updater, valuesOf } from "../engine/engine.ts";
import { distillationGradient } from "../losses/distillation.ts";
import {
  firstKernelGradient,
  firstProduct,
  type InputTensors,
  inputTensors,
  scaleFirstKernel,
} from "./first-layer.ts";
import { keptLanes } from "./kept-lanes.ts";
import { mlpLayout, splitLanes, stackLanes, withDecay } from "./lane-layout.ts";
import { laneDecay, laneRates } from "./lane-rates.ts";
import type { LaneWeights } from "./lane-weights.ts";
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
  const layout = mlpLayout(sizes, columns);
  const rates = laneRates(optimizer, settings.lanes);
  const decay = laneDecay(settings.lanes, from?.decayed);
  const parameters = stackLanes(initial, layout).map((values, i) =>
    engine.parameter(values, parameterShape(i, sizes, lanes, inputs)),
  );
  const gradient = distillationGradient(
    tf,
    settings.lanes.map((lane, k) => ({ ...lane, scale: rates.scales[k]! })),
    sizes.at(-1)!,
  );
  let updater: Updater | null = null; // made by the first step: a network that only predicts needs no slots

  /** The output of each layer by lane `[lanes, units, rows]`, the logits last. */
  function forward(batch: InputTensors, weights: readonly Tensor[]): Tensor3D[] {
    const outputs: Tensor3D[] = [];
    for (let layer = 0; layer < layers; layer++) {
      const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1] as Tensor3D];
      const product =
        layer === 0
          ? firstProduct(engine, batch, kernel as Tensor2D, lanes)
          : engine.matMul(kernel as Tensor3D, outputs[layer - 1]!);
      const sum = tf.add<Tensor3D>(product, bias);
      outputs.push(layer === layers - 1 ? sum : engine.activate(activation, sum));
    }
    return outputs;
  }

  /** Gradients in the order of the parameters, from the gradient on the logits. */
  function backward(
    batch: InputTensors,
    outputs: readonly Tensor3D[],
    weights: readonly Tensor[],
    dLogits: Tensor3D,
  ) {
    const gradients: Tensor[] = [];
    let dSum = dLogits;
    for (let layer = layers - 1; layer >= 0; layer--) {
      const dBias = tf.sum(dSum, 2, true);
      if (layer === 0) {
        gradients.unshift(firstKernelGradient(engine, batch, dSum), dBias);
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
    const batch = inputTensors(engine, part.features, inputs);
    const outputs = forward(batch, weights);
    const teacher = part.teacherLogits && shared(part.teacherLogits);
    const dLogits = gradient.of(outputs.at(-1)!, shared(part.labels), teacher, part.rows, batchRows);
    return backward(batch, outputs, weights, dLogits);
  }

  function shrinkKernels(factors: readonly number[]): void {
    parameters
      .filter((_, i) => i % 2 === 0)
      .forEach((kernel, layer) => {
        if (layer === 0) scaleFirstKernel(engine, kernel, factors);
        else scaleParameter(engine, kernel, tf.tensor3d(factors as number[], [lanes, 1, 1]));
      });
  }

  const read = () => splitLanes(parameters.map(valuesOf), layout, withDecay(initial, decay.decayed));

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
        const factors = decay.factorsOf(rateFactor);
        if (factors !== null) shrinkKernels(factors);
        updater ??= engine.updater(parameters, settings, from?.updater);
        updater.apply(gradients, rates.common * rateFactor);
      });
      return diverged;
    },
    logits: (features) =>
      tf.tidy(() => {
        const weights = parameters.map((parameter) => parameter.read());
        const logits = forward(inputTensors(engine, features, inputs), weights).at(-1)!;
        return tf.transpose(logits, [0, 2, 1]);
      }),
    read,
    keep(chosen) {
      const now = {
        values: parameters.map(valuesOf),
        updater: updater?.state() ?? from?.updater,
        decayed: decay.decayed,
      };
      return createTensorStack(engine, ...keptLanes(settings, layout, initial, now, chosen));
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
