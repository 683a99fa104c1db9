// Soft decision trees of one depth as a stack of tensors (Frosst & Hinton 2017, arXiv 1711.09784). The filters of all
// lanes are one product with the batch; what is left of a step is small: path probabilities level by level as tensors
// (soft-tree-paths.ts), leaves and balance as plain numbers (soft-tree-leaves.ts, soft-tree-balance.ts).
//
// The loss of a row is the sum over the leaves of path probability times distillation loss. Its mean over the batch is
// had by giving the root the probability 1 / rows (0 for padding). No sum runs across lanes, and rows come last, so that
// a lane's bits are its own (docs/decisions/003-lanes.md).
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { type Engine, type Updater, valuesOf } from "../engine/engine.ts";
import { leafTargets } from "../losses/leaf-targets.ts";
import type { BatchFeatures } from "../training/lit-features.ts";
import {
  firstKernelGradient,
  firstProduct,
  type InputTensors,
  inputTensors,
  scaleFirstKernel,
} from "./first-layer.ts";
import { keptLanes } from "./kept-lanes.ts";
import { splitLanes, stackLanes, withDecay } from "./lane-layout.ts";
import { laneDecay, laneRates } from "./lane-rates.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { balancePrices } from "./soft-tree-balance.ts";
import { type LeafTerms, leafGradient, leafLosses, leafTerms } from "./soft-tree-leaves.ts";
import { branchGradient, type Paths, pathsOf } from "./soft-tree-paths.ts";
import { softTreeLaneLogits } from "./soft-tree-prediction.ts";
import { innerNodesOf, leavesOf, softTreeLayout } from "./soft-tree-weights.ts";
import type { SoftTreeSettings, SoftTreeState, Stack, TrainingBatch } from "./stack.ts";

/** A batch, or a part of one, on its way through the trees. */
interface Passage {
  readonly inputs: InputTensors;
  readonly paths: Paths;
}

export function createSoftTreeTensorStack(
  engine: Engine,
  settings: SoftTreeSettings,
  initial: readonly LaneWeights[],
  from?: SoftTreeState,
): Stack {
  const { tf } = engine;
  const { depth, numClasses, columns } = settings;
  const lanes = settings.lanes.length;
  const [inner, leaves] = [innerNodesOf(depth), leavesOf(depth)];
  const inputs = columns?.length ?? settings.inputs;
  const layout = softTreeLayout(settings, columns);
  const rates = laneRates(settings.optimizer, settings.lanes);
  const decay = laneDecay(settings.lanes, from?.decayed);
  const averages = settings.lanes.map(
    (_, lane) => from?.averages[lane]?.slice() ?? new Float64Array(inner).fill(Number.NaN),
  );
  const [ofFilters, ofBiases, ofLeaves] = stackLanes(initial, layout);
  const filters = engine.parameter(ofFilters!, [inputs, lanes * inner]);
  const biases = engine.parameter(ofBiases!, [lanes, inner, 1]);
  const leafLogits = engine.parameter(ofLeaves!, [lanes, leaves, numClasses]);
  const parameters = [filters, biases, leafLogits];
  const perLane = (values: readonly number[]) => tf.keep(tf.tensor3d(values as number[], [lanes, 1, 1]));
  const steepness = settings.lanes.map(({ inverseTemperature }) => inverseTemperature);
  const forwardScale = perLane(steepness);
  const backwardScale = perLane(steepness.map((beta, lane) => beta * rates.scales[lane]!));
  const targets = leafTargets(tf, settings.lanes, numClasses);
  let updater: Updater | null = null; // made by the first step: trees that only predict need no slots

  /** `rowWeights`: what the root is reached with. */
  function passage(features: BatchFeatures, rowWeights: Float32Array): Passage {
    const batch = inputTensors(engine, features, inputs);
    const [kernel, bias] = [filters.read() as Tensor2D, biases.read()];
    const sums = tf.add<Tensor3D>(firstProduct(engine, batch, kernel, lanes), bias);
    tf.dispose([kernel, bias]); // a value still held would be copied by the update
    const right = engine.activate("sigmoid", tf.mul<Tensor3D>(sums, forwardScale));
    const root = tf.tensor4d(rowWeights, [1, 1, 1, features.rows]);
    return { inputs: batch, paths: pathsOf(tf, right, root, depth) };
  }

  /** What reaching each leaf costs but for the targets of a row, `[lanes, leaves, 1]`: its loss and its price. */
  function leafCosts({ offsets }: LeafTerms, masses: Float64Array): Tensor3D {
    const costs = Float32Array.from(offsets);
    settings.lanes.forEach(({ balancePenalty }, lane) => {
      if (balancePenalty === 0) return;
      const first = lane * leaves;
      const ofLane = masses.subarray(first, first + leaves);
      balancePrices(ofLane, averages[lane]!, balancePenalty).forEach((price, leaf) => {
        costs[first + leaf] = offsets[first + leaf]! + price;
      });
    });
    return tf.tensor3d(costs, [lanes, leaves, 1]);
  }

  /** Of one part: gradients on filters and biases, and each leaf's sum of targets by path probability. */
  function gradientsOf(
    part: TrainingBatch,
    { inputs: batch, paths }: Passage,
    costs: Tensor3D,
    logits: Tensor3D,
  ) {
    const shared = (values: Float32Array) => tf.tensor3d(values, [1, numClasses, part.features.rows]);
    const target = targets.of(shared(part.labels), part.teacherLogits && shared(part.teacherLogits));
    const losses = tf.sub<Tensor3D>(costs, engine.matMul(logits, target)); // [lanes, leaves, rows]
    const gradient = branchGradient(tf, paths, tf.mul(paths.leaves, losses), depth);
    const dSums = tf.mul<Tensor3D>(gradient, backwardScale);
    return {
      filters: firstKernelGradient(engine, batch, dSums) as Tensor,
      biases: tf.sum(dSums, 2, true),
      targets: engine.matMulTransposedB(paths.leaves, target),
    };
  }

  function step(parts: readonly TrainingBatch[], rateFactor: number): number[] {
    const batchRows = parts.reduce((sum, { rows }) => sum + rows, 0);
    const terms = leafTerms(valuesOf(leafLogits), settings.lanes, numClasses);
    // All parts go forward before any goes back: the balance is that of the whole batch.
    const passages = parts.map(({ features, rows }) =>
      passage(features, new Float32Array(features.rows).fill(1 / batchRows, 0, rows)),
    );
    const masses = totals(passages.map(({ paths }) => tf.sum(paths.leaves, 2)));
    const costs = leafCosts(terms, masses);
    const logits = tf.tensor3d(terms.logits, [lanes, leaves, numClasses]);
    const gradients = parts.map((part, index) => gradientsOf(part, passages[index]!, costs, logits));
    const sums = { masses, targets: totals(gradients.map((ofPart) => ofPart.targets)) };
    const dLeaves = tf.tensor3d(leafGradient(terms, sums, rates.scales), [lanes, leaves, numClasses]);
    const added = (ofParts: readonly Tensor[]) => ofParts.reduce((sum, other) => tf.add(sum, other));

    const factors = decay.factorsOf(rateFactor);
    if (factors !== null) scaleFirstKernel(engine, filters, factors);
    updater ??= engine.updater(parameters, settings, from?.updater);
    const dFilters = added(gradients.map((ofPart) => ofPart.filters));
    const dBiases = added(gradients.map((ofPart) => ofPart.biases));
    updater.apply([dFilters, dBiases, dLeaves], rates.common * rateFactor);
    return leafLosses(terms, sums, lanes).flatMap((loss, lane) => (Number.isFinite(loss) ? [] : [lane]));
  }

  function logits(features: BatchFeatures): Tensor3D {
    const { rows } = features;
    const paths = passage(features, new Float32Array(rows).fill(1)).paths.leaves.dataSync<"float32">();
    const values = softTreeLaneLogits(paths, valuesOf(leafLogits), rows, settings);
    return tf.tensor3d(values, [lanes, rows, numClasses]);
  }

  return {
    step: (parts, rateFactor) => tf.tidy(() => step(parts, rateFactor)),
    logits: (features) => tf.tidy(() => logits(features)),
    read: () => splitLanes(parameters.map(valuesOf), layout, withDecay(initial, decay.decayed)),
    keep(chosen) {
      const now = {
        values: parameters.map(valuesOf),
        updater: updater?.state() ?? from?.updater,
        decayed: decay.decayed,
      };
      const [kept, weights, state] = keptLanes(settings, layout, initial, now, chosen);
      const ofKept = { ...state, averages: chosen.map((lane) => averages[lane]!) };
      return createSoftTreeTensorStack(engine, kept, weights, ofKept);
    },
    close() {
      for (const held of [...parameters, updater, targets, forwardScale, backwardScale]) held?.dispose();
    },
  };
}

/** Sums over tensors of one shape, in float64. */
function totals(tensors: readonly Tensor[]): Float64Array {
  const [first, ...others] = tensors.map((tensor) => tensor.dataSync<"float32">());
  const sums = Float64Array.from(first!);
  for (const values of others) {
    for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
  }
  return sums;
}
