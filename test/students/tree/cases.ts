// Samples that are awkward for a tree: many ties, dark and constant columns, equal rows, negative values and -0.
import type { Features } from "../../../src/data/dataset.ts";
import { type RandomStream, stream } from "../../../src/random/stream.ts";
import { type GrowthLimits, growTree } from "../../../src/students/tree/grow.ts";
import { sortedFeatures } from "../../../src/students/tree/sorted-features.ts";
import { labelTargets, type Targets, vectorTargets } from "../../../src/students/tree/targets.ts";
import type { Tree } from "../../../src/students/tree/tree.ts";
import {
  type PlainNode,
  type PlainSamples,
  plainNodes,
  plainSamples,
  plainSums,
  plainTree,
} from "./reference-tree.ts";

export interface TreeCase {
  readonly features: Features;
  readonly numFeatures: number;
  readonly ids: Uint32Array;
  readonly targets: Targets;
}

export const toTheEnd: GrowthLimits = { maxDepth: Number.POSITIVE_INFINITY, minSamplesLeaf: 1 };

export function grown(
  { features, numFeatures, ids, targets }: TreeCase,
  limits: Partial<GrowthLimits> = {},
): Tree {
  return growTree(sortedFeatures(features, numFeatures, ids), targets, { ...toTheEnd, ...limits });
}

export const plainOf = ({ features, numFeatures, ids, targets }: TreeCase): PlainSamples =>
  plainSamples(features, numFeatures, ids, targets);

export const allIds = (rows: number) => Uint32Array.from({ length: rows }, (_, id) => id);

/** `rows`: `[rows][features]` */
export function bytes(rows: readonly (readonly number[])[]): Features {
  return { kind: "bytes", values: Uint8Array.from(rows.flat()) };
}

export function floats(rows: readonly (readonly number[])[]): Features {
  return { kind: "floats", values: Float32Array.from(rows.flat()) };
}

/** Of all rows. */
export function labelCase(features: Features, labels: readonly number[], numClasses: number): TreeCase {
  const numFeatures = features.values.length / labels.length;
  const targets = labelTargets(Uint8Array.from(labels), numClasses);
  return { features, numFeatures, ids: allIds(labels.length), targets };
}

/** `targets`: `[rows][outputs]` */
export function vectorCase(features: Features, targets: readonly (readonly number[])[]): TreeCase {
  const numFeatures = features.values.length / targets.length;
  const vectors = vectorTargets(Float32Array.from(targets.flat()), targets[0]!.length);
  return { features, numFeatures, ids: allIds(targets.length), targets: vectors };
}

/** The first column is constant, the second mostly dark, the last a copy of the third upside down. */
export function randomBytes(
  rows: number,
  numFeatures: number,
  levels: number,
  { int }: RandomStream,
): Features {
  const row = () => {
    const own = Array.from({ length: numFeatures }, () => int(levels));
    own[0] = 7;
    if (int(4) > 0) own[1] = 0;
    if (numFeatures > 3) own[numFeatures - 1] = 255 - own[2]!;
    return own;
  };
  return bytes(Array.from({ length: rows }, row));
}

/** Normal numbers, of which every other row has few digits; the first column has 0, -0 and 1 only. */
export function randomFloats(rows: number, numFeatures: number, { int, normal }: RandomStream): Features {
  const row = (_: unknown, index: number) => {
    const coarse = index % 2 === 0 ? 1 : 2 ** 20;
    const own = Array.from({ length: numFeatures }, () => Math.round(normal() * 2 * coarse) / coarse);
    own[0] = [0, -0, 1][int(3)]!;
    return own;
  };
  return floats(Array.from({ length: rows }, row));
}

export function randomLabels(rows: number, numClasses: number, { int }: RandomStream): Targets {
  return labelTargets(
    Uint8Array.from({ length: rows }, () => int(numClasses)),
    numClasses,
  );
}

export function randomVectors(rows: number, outputs: number, { normal }: RandomStream): Targets {
  return vectorTargets(
    Float32Array.from({ length: rows * outputs }, () => 5 * normal()),
    outputs,
  );
}

export interface CaseShape {
  readonly rows: number;
  readonly numFeatures: number;
  /** How many values a byte takes; null: floats. */
  readonly levels: number | null;
  /** Classes of hard labels, or outputs of vectors. */
  readonly outputs: number;
  readonly kind: Targets["kind"];
}

/** The ids are a random choice, in a random order, of twice as many samples. */
export function randomCase({ rows, numFeatures, levels, outputs, kind }: CaseShape, seed: number): TreeCase {
  const random = stream(seed, "trees");
  const features =
    levels === null
      ? randomFloats(2 * rows, numFeatures, random)
      : randomBytes(2 * rows, numFeatures, levels, random);
  const ids = Uint32Array.from(random.permutation(2 * rows).subarray(0, rows));
  const targets =
    kind === "labels" ? randomLabels(rows, outputs, random) : randomVectors(rows, outputs, random);
  return { features, numFeatures, ids, targets };
}

/** The columns of a tree but for its gains, which the reference has up to rounding. */
export function columnsOf(tree: Tree) {
  return {
    feature: Array.from(tree.feature),
    threshold: Array.from(tree.threshold),
    left: Array.from(tree.left),
    samples: Array.from(tree.samples),
    sums: Array.from(tree.sums),
  };
}

/** What the reference grows, in the form of `columnsOf`, and its gains in squared units. */
export function plainColumns(tree: TreeCase, limits: Partial<GrowthLimits> = {}) {
  const samples = plainOf(tree);
  return columnsOfPlain(samples, plainTree(samples, { ...toTheEnd, ...limits }));
}

export function columnsOfPlain(samples: PlainSamples, root: PlainNode) {
  const nodes = plainNodes(root);
  const places = new Map(nodes.map((node, index) => [node, index]));
  return {
    nodes,
    gains: nodes.map(({ split }) => split?.gain ?? 0),
    columns: {
      feature: nodes.map(({ split }) => split?.feature ?? -1),
      threshold: nodes.map(({ split }) => split?.threshold ?? 0),
      left: nodes.map(({ split }) => (split === null ? 0 : places.get(split.children[0])!)),
      samples: nodes.map(({ rows }) => rows.length),
      sums: nodes.flatMap(({ rows }) => plainSums(samples, rows)),
    },
  };
}

/** XOR: the first split gains nothing. */
export const xorCase = labelCase(
  bytes([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]),
  [0, 1, 1, 0],
  2,
);
