// A plain float64 soft decision tree, its loss and its training: recursive, a sample at a time, independent of `src`. The
// formulas are those of Frosst & Hinton 2017 (arXiv 1711.09784), sections 2 and 3.1, with the loss of Hinton, Vinyals, Dean
// 2015 at each leaf; the gradient is central differences.
import type { Samples } from "./reference-network.ts";

export interface ReferenceSoftTree {
  readonly depth: number;
  readonly inverseTemperature: number;
}

export interface ReferenceSoftTreeLoss extends ReferenceSoftTree {
  readonly temperature: number;
  readonly alpha: number;
  readonly labelSmoothing: number;
  readonly balancePenalty: number;
}

export interface ReferenceSoftTreeTraining extends ReferenceSoftTreeLoss {
  readonly optimizer: "sgd" | "momentum";
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Filters `[inputs, inner]`, biases `[inner]`, leaves `[leaves, classes]`. */
type Weights = readonly ArrayLike<number>[];

interface Visit {
  /** Of an inner node in breadth-first order, of a leaf from the left. */
  readonly index: number;
  readonly isLeaf: boolean;
  readonly level: number;
  /** Probability of reaching it. */
  readonly reached: number;
  /** Probability of its right branch; 0 for a leaf. */
  readonly right: number;
}

function visits(tree: ReferenceSoftTree, [filters, biases]: Weights, x: readonly number[]): Visit[] {
  const inner = 2 ** tree.depth - 1;
  function visit(level: number, place: number, reached: number): Visit[] {
    if (level === tree.depth) return [{ index: place, isLeaf: true, level, reached, right: 0 }];
    const index = 2 ** level - 1 + place;
    const sum = x.reduce((total, value, i) => total + value * filters![i * inner + index]!, biases![index]!);
    const right = 1 / (1 + Math.exp(-tree.inverseTemperature * sum));
    return [
      { index, isLeaf: false, level, reached, right },
      ...visit(level + 1, 2 * place, reached * (1 - right)),
      ...visit(level + 1, 2 * place + 1, reached * right),
    ];
  }
  return visit(0, 0, 1);
}

function probsOf(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

const leafOf = ([, , leaves]: Weights, index: number, classes: number) =>
  Array.from({ length: classes }, (_, c) => leaves![index * classes + c]!);

/** Mean over the samples of the leaves' losses, each weighed by its path probability. */
export function referenceLeafLoss(loss: ReferenceSoftTreeLoss, weights: Weights, samples: Samples): number {
  const { temperature, alpha, labelSmoothing } = loss;
  const losses = samples.features.map((x, row) => {
    const teacherLogits = samples.teacherLogits[row]!;
    const classes = teacherLogits.length;
    const teacher = probsOf(teacherLogits, temperature);
    let sum = 0;
    for (const { isLeaf, index, reached } of visits(loss, weights, x)) {
      if (!isLeaf) continue;
      const logits = leafOf(weights, index, classes);
      const probs = probsOf(logits);
      const student = probsOf(logits, temperature);
      const hard = probs.reduce((total, p, c) => {
        const y = (c === samples.labels[row] ? 1 - labelSmoothing : 0) + labelSmoothing / classes;
        return y === 0 ? total : total - y * Math.log(p);
      }, 0);
      const kl = teacher.reduce((total, q, c) => total + q * Math.log(q / student[c]!), 0);
      sum += reached * ((1 - alpha) * hard + alpha * temperature ** 2 * kl);
    }
    return sum;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Eq. 4: of each inner node, what goes right of what reaches it. */
export function referenceShares(tree: ReferenceSoftTree, weights: Weights, samples: Samples): number[] {
  const inner = 2 ** tree.depth - 1;
  const [all, right] = [new Array<number>(inner).fill(0), new Array<number>(inner).fill(0)];
  for (const x of samples.features) {
    for (const visit of visits(tree, weights, x)) {
      if (visit.isLeaf) continue;
      all[visit.index]! += visit.reached;
      right[visit.index]! += visit.reached * visit.right;
    }
  }
  return right.map((share, i) => share / all[i]!);
}

const levelOf = (node: number) => Math.floor(Math.log2(node + 1));

/** Eq. 5, the penalty of a node halved with each level. */
export function referencePenalty(balancePenalty: number, shares: readonly number[]): number {
  return shares.reduce(
    (sum, a, node) => sum - balancePenalty * 2 ** -levelOf(node) * 0.5 * (Math.log(a) + Math.log(1 - a)),
    0,
  );
}

/** Running averages after one more batch; the first batch is one as it is. */
export function movedAverages(averages: readonly number[] | null, shares: readonly number[]): number[] {
  return shares.map((share, node) => {
    const weight = 2 ** -levelOf(node);
    return averages === null ? share : (1 - weight) * averages[node]! + weight * share;
  });
}

/** The slope of the penalty at the averages, times what the shares of the batch do. */
function linearPenalty(
  balancePenalty: number,
  averages: readonly number[],
  shares: readonly number[],
): number {
  return shares.reduce((sum, share, node) => {
    const slope =
      -balancePenalty * 2 ** -levelOf(node) * 0.5 * (1 / averages[node]! - 1 / (1 - averages[node]!));
    return sum + slope * share;
  }, 0);
}

/** Central differences of `value` in each number of the weights. */
export function differences(weights: Weights, value: (weights: Weights) => number): Float64Array[] {
  const step = 1e-5;
  const moved = weights.map((values) => Float64Array.from(values));
  return moved.map((values) =>
    Float64Array.from(values, (before, i) => {
      const at = (there: number) => {
        values[i] = there;
        const result = value(moved);
        values[i] = before;
        return result;
      };
      return (at(before + step) - at(before - step)) / (2 * step);
    }),
  );
}

/** Weights after one step a batch. */
export function referenceSoftTreeTraining(
  settings: ReferenceSoftTreeTraining,
  initial: Weights,
  batches: readonly Samples[],
): Float64Array[] {
  const { learningRate, weightDecay, optimizer, balancePenalty } = settings;
  const weights = initial.map((values) => Float64Array.from(values));
  const velocity = weights.map((values) => new Float64Array(values.length));
  let averages: readonly number[] | null = null;
  for (const samples of batches) {
    averages = movedAverages(averages, referenceShares(settings, weights, samples));
    const gradient = differences(
      weights,
      (at) =>
        referenceLeafLoss(settings, at, samples) +
        linearPenalty(balancePenalty, averages!, referenceShares(settings, at, samples)),
    );
    weights.forEach((values, array) => {
      for (let i = 0; i < values.length; i++) {
        if (array === 0) values[i]! *= 1 - learningRate * weightDecay; // filters alone
        const kept = optimizer === "momentum" ? settings.momentum * velocity[array]![i]! : 0;
        velocity[array]![i] = kept + gradient[array]![i]!;
        values[i]! -= learningRate * velocity[array]![i]!;
      }
    });
  }
  return weights;
}

/** Log probabilities of one sample. */
export function referencePrediction(
  tree: ReferenceSoftTree,
  weights: Weights,
  x: readonly number[],
  classes: number,
  prediction: "likeliest-leaf" | "all-leaves",
): number[] {
  const leaves = visits(tree, weights, x).filter(({ isLeaf }) => isLeaf);
  const probs = leaves.map(({ index }) => probsOf(leafOf(weights, index, classes)));
  if (prediction === "all-leaves") {
    return Array.from({ length: classes }, (_, c) =>
      Math.log(leaves.reduce((sum, { reached }, leaf) => sum + reached * probs[leaf]![c]!, 0)),
    );
  }
  const greatest = Math.max(...leaves.map(({ reached }) => reached));
  return probs[leaves.findIndex(({ reached }) => reached === greatest)]!.map(Math.log);
}
