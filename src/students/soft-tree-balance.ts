// Frosst & Hinton 2017 (arXiv 1711.09784), section 3.1: what makes an inner node use both of its branches.
//   C = -lambda sum_i 2^-d_i (log a_i + log (1 - a_i)) / 2,    a_i = sum_x P_i(x) p_i(x) / sum_x P_i(x)     (eq. 4, 5)
// over the inner nodes i at depth d_i, with P_i the probability of reaching i and p_i that of its right branch.
// A deep node sees little of a batch, so the slope of the penalty is taken at a running average of a_i, in which a batch
// weighs 2^-d (the root: that batch alone; a node's first batch: all). How a_i moves with the weights is the batch's own,
// through both p_i and P_i, and is not weighed again by 2^-d: the average stands for a_i, it does not slow it down. As the
// batch is in the average before the slope is taken, no node can be pulled by more than lambda / 2.
//
// The gradient is a price on each leaf's path probability: a_i is the mass of the right child over that of i, and a
// node's mass is that of the leaves below it. In float64, from the leaves' masses alone.

/** Nearer to 0 or 1 the penalty is no steeper. */
const margin = 1e-6;

/** A node with less of the batch's mass (of 1) says nothing about its branches: it keeps its average and has no price. */
const leastMass = 1e-20;

/**
 * Gradient of the penalty on the path probabilities of the leaves `[leaves]`. `masses` `[leaves]`: their mean over the
 * batch; `averages` `[inner]`: of a_i, NaN before the first batch; moved on.
 */
export function balancePrices(
  masses: Float64Array,
  averages: Float64Array,
  balancePenalty: number,
): Float64Array {
  const inner = averages.length;
  const mass = new Float64Array(inner + masses.length); // of all nodes: the leaves behind the inner ones
  mass.set(masses, inner);
  for (let node = inner - 1; node >= 0; node--) mass[node] = mass[2 * node + 1]! + mass[2 * node + 2]!;
  const prices = new Float64Array(mass.length); // of a node: the sum over it and the nodes above
  for (let node = 0; node < inner; node++) {
    const [left, right] = [2 * node + 1, 2 * node + 2];
    prices[left] = prices[right] = prices[node]!;
    const total = mass[node]!;
    if (!(total >= leastMass)) continue;
    const weight = 2 ** -depthOf(node);
    averages[node] = moved(averages[node]!, mass[right]! / total, weight);
    const slope = balancePenalty * weight * slopeAt(averages[node]!);
    prices[left]! -= (slope * mass[right]!) / total ** 2;
    prices[right]! += (slope * mass[left]!) / total ** 2;
  }
  return prices.subarray(inner);
}

const depthOf = (node: number) => 31 - Math.clz32(node + 1);

const moved = (average: number, share: number, weight: number) =>
  Number.isNaN(average) ? share : average + weight * (share - average);

/** Of -(log a + log (1 - a)) / 2. */
function slopeAt(share: number): number {
  const a = Math.min(Math.max(share, margin), 1 - margin);
  return (1 / (1 - a) - 1 / a) / 2;
}
