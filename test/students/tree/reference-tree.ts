// Trees by trying every split of every feature: short and slow, in float64, and in whole numbers where two splits are nearly
// equal. What growth and cutting are held against.
import type { Features } from "../../../src/data/dataset.ts";
import { featureOrder } from "../../../src/students/tree/feature-order.ts";
import type { GrowthLimits } from "../../../src/students/tree/grow.ts";
import type { Targets } from "../../../src/students/tree/targets.ts";

export interface PlainSamples {
  /** `[rows][features]` */
  readonly features: readonly (readonly number[])[];
  /** `[rows][outputs]`, whole numbers of units. */
  readonly targets: readonly (readonly number[])[];
}

export interface PlainSplit {
  readonly feature: number;
  readonly threshold: number;
  /** Of the squared errors, in squared units. */
  readonly gain: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

export interface PlainNode {
  readonly rows: readonly number[];
  readonly depth: number;
  /** From the root, `L` and `R`: of one length they order as the nodes do from left to right. */
  readonly path: string;
  split: (PlainSplit & { readonly children: readonly [PlainNode, PlainNode] }) | null;
}

export function plainSamples(
  { values }: Features,
  numFeatures: number,
  ids: Uint32Array,
  targets: Targets,
): PlainSamples {
  return {
    features: Array.from(ids, (id) =>
      Array.from(values.subarray(id * numFeatures, (id + 1) * numFeatures), (value) => value),
    ),
    targets: Array.from(ids, (_, row) => wholeTarget(targets, row)),
  };
}

function wholeTarget(targets: Targets, row: number): number[] {
  return Array.from({ length: targets.numOutputs }, (_, k) =>
    targets.kind === "labels" ? +(targets.labels[row] === k) : targets.values[row * targets.stride + k]!,
  );
}

/** Column sums. */
export function plainSums({ targets }: PlainSamples, rows: readonly number[]): number[] {
  return targets[0]!.map((_, k) => rows.reduce((sum, row) => sum + targets[row]![k]!, 0));
}

/** Squared distance of the targets of `rows` to their mean. */
export function plainError(samples: PlainSamples, rows: readonly number[]): number {
  const means = plainSums(samples, rows).map((sum) => sum / rows.length);
  return rows.reduce(
    (error, row) => error + samples.targets[row]!.reduce((sum, y, k) => sum + (y - means[k]!) ** 2, 0),
    0,
  );
}

/** All splits between two values that leave enough on both sides: by `featureOrder`, then by rising threshold. */
export function plainSplits(
  samples: PlainSamples,
  rows: readonly number[],
  minSamplesLeaf: number,
): PlainSplit[] {
  const sums = plainSums(samples, rows);
  return Array.from(featureOrder(samples.features[0]!.length)).flatMap((feature) => {
    const valueIn = (row: number) => samples.features[row]![feature]!;
    const rising = [...rows].sort((a, b) => valueIn(a) - valueIn(b));
    const left = sums.map(() => 0);
    return rising.flatMap((row, place) => {
      samples.targets[row]!.forEach((y, k) => {
        left[k]! += y;
      });
      const [nLeft, nRight] = [place + 1, rows.length - place - 1];
      if (nRight === 0 || valueIn(row) === valueIn(rising[place + 1]!)) return [];
      if (nLeft < minSamplesLeaf || nRight < minSamplesLeaf) return [];
      const squared = left.reduce((sum, y, k) => sum + (rows.length * y - nLeft * sums[k]!) ** 2, 0);
      return [
        {
          feature,
          threshold: (valueIn(row) + valueIn(rising[place + 1]!)) / 2,
          gain: squared / (rows.length * nLeft * nRight),
          left: rising.slice(0, nLeft),
          right: rising.slice(nLeft),
        },
      ];
    });
  });
}

/** Of equal gains the first. */
export function bestPlainSplit(
  samples: PlainSamples,
  rows: readonly number[],
  minSamplesLeaf: number,
): PlainSplit | null {
  const splits = plainSplits(samples, rows, minSamplesLeaf);
  const most = splits.reduce((largest, { gain }) => Math.max(largest, gain), 0);
  const near = splits.filter(({ gain }) => gain >= most * (1 - 1e-9));
  return near.reduce<PlainSplit | null>(
    (best, split) =>
      best === null || isMore(exactGain(samples, split), exactGain(samples, best)) ? split : best,
    null,
  );
}

type Fraction = readonly [numerator: bigint, denominator: bigint];

const isMore = (a: Fraction, b: Fraction) => a[0] * b[1] > b[0] * a[1];

/** The squared length of nRight left - nLeft right, over n nLeft nRight. */
export function exactGain(
  samples: PlainSamples,
  { left, right }: Pick<PlainSplit, "left" | "right">,
): Fraction {
  const [ofLeft, ofRight] = [plainSums(samples, left), plainSums(samples, right)];
  const [nLeft, nRight] = [BigInt(left.length), BigInt(right.length)];
  const squared = ofLeft.reduce(
    (sum, y, k) => sum + (nRight * BigInt(y) - nLeft * BigInt(ofRight[k]!)) ** 2n,
    0n,
  );
  return [squared, nLeft * nRight * (nLeft + nRight)];
}

/** Splits every node as long as its targets differ. */
export function plainTree(samples: PlainSamples, { maxDepth, minSamplesLeaf }: GrowthLimits): PlainNode {
  const grown = (rows: readonly number[], path: string): PlainNode => {
    const node: PlainNode = { rows, depth: path.length, path, split: null };
    const isPure = rows.every((row) =>
      samples.targets[row]!.every((y, k) => y === samples.targets[rows[0]!]![k]),
    );
    if (isPure || node.depth >= maxDepth) return node;
    const split = bestPlainSplit(samples, rows, minSamplesLeaf);
    if (split === null) return node;
    const children = [grown(split.left, `${path}L`), grown(split.right, `${path}R`)] as const;
    node.split = { ...split, children };
    return node;
  };
  return grown(
    samples.features.map((_, row) => row),
    "",
  );
}

/** Breadth first. */
export function plainNodes(root: PlainNode): PlainNode[] {
  const nodes = [root];
  for (const { split } of nodes) nodes.push(...(split?.children ?? [])); // grows meanwhile
  return nodes;
}

/** Splits the leaf with the largest gain until there are `maxLeaves`; of equal gains the first node breadth first. */
export function plainBestFirst(samples: PlainSamples, full: PlainNode, maxLeaves: number): PlainNode {
  const root: PlainNode = { ...full, split: null };
  const leaves = [{ node: root, whole: full }];
  while (leaves.length < maxLeaves) {
    const best = leaves
      .filter(({ whole }) => whole.split !== null)
      .map((leaf) => ({ leaf, gain: exactGain(samples, leaf.whole.split!) }))
      .sort((a, b) =>
        isMore(a.gain, b.gain) ? -1 : isMore(b.gain, a.gain) ? 1 : firstOf(a.leaf.node, b.leaf.node),
      )
      .at(0)?.leaf;
    if (best === undefined) break;
    const [left, right] = best.whole.split!.children;
    const children = [
      { ...left, split: null },
      { ...right, split: null },
    ] as const;
    best.node.split = { ...best.whole.split!, children };
    leaves.splice(
      leaves.indexOf(best),
      1,
      { node: children[0], whole: left },
      { node: children[1], whole: right },
    );
  }
  return root;
}

const firstOf = (a: PlainNode, b: PlainNode) => a.depth - b.depth || (a.path < b.path ? -1 : 1);
