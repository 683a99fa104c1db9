// Two interleaving half circles, as scikit-learn's `make_moons` defines them (scikit-learn 1.5,
// sklearn/datasets/_samples_generator.py): n points with Gaussian noise on each coordinate, then shuffled.
import { Matrix } from "ml-matrix";
import { type RandomStream, stream } from "../random/stream.ts";
import type { DatasetSpec } from "../study/schema.ts";
import type { Dataset } from "./dataset.ts";
import { datasetHash } from "./hash.ts";
import { sharedBytes, sharedFloats, sharedIds } from "./shared.ts";

export type MoonsSpec = Extract<DatasetSpec, { name: "moons" }>;

/** Train, validation and test points each come from a stream of their own, so the size of one never moves another. */
export function moonsDataset(spec: MoonsSpec & { readonly seed: number }): Dataset {
  const { n, validation, test } = spec;
  const rows = n + validation + test;
  const values = sharedFloats(rows * 2);
  const labels = sharedBytes(rows);
  const splits = {
    train: idRange(0, n),
    validation: idRange(n, validation),
    test: idRange(n + validation, test),
  };
  for (const split of ["train", "validation", "test"] as const) {
    const ids = splits[split];
    const sample = moonPoints(ids.length, spec.noise, stream(spec.seed, "moons", split));
    values.set(sample.points.to1DArray(), 2 * ids[0]!);
    labels.set(sample.labels, ids[0]);
  }
  const content = {
    inputShape: [2],
    numClasses: 2,
    features: { kind: "floats", values },
    labels,
    splits,
  } as const;
  return { name: "moons", ...content, columns: null, hash: datasetHash(content) };
}

function idRange(first: number, length: number): Uint32Array {
  return sharedIds(Array.from({ length }, (_, index) => first + index));
}

export interface MoonPoints {
  /** `[n, 2]` */
  readonly points: Matrix;
  /** `[n]`: 0 for the outer (upper) half circle, 1 for the inner one. */
  readonly labels: Uint8Array;
}

/** `noise` is the standard deviation on each coordinate. */
export function moonPoints(n: number, noise: number, random: RandomStream): MoonPoints {
  const clean = halfCircles(n);
  const points = new Matrix(n, 2);
  const labels = new Uint8Array(n);
  random.permutation(n).forEach((from, row) => {
    points.set(row, 0, clean.get(from, 0) + noise * random.normal());
    points.set(row, 1, clean.get(from, 1) + noise * random.normal());
    labels[row] = from < outerCount(n) ? 0 : 1;
  });
  return { points, labels };
}

/** `[n, 2]` without noise: `floor(n / 2)` points on the outer half circle, then the rest on the inner one. */
export function halfCircles(n: number): Matrix {
  const outer = outerCount(n);
  const points = new Matrix(n, 2);
  for (let row = 0; row < n; row++) {
    const isOuter = row < outer;
    const t = isOuter ? angle(row, outer) : angle(row - outer, n - outer);
    points.set(row, 0, isOuter ? Math.cos(t) : 1 - Math.cos(t));
    points.set(row, 1, isOuter ? Math.sin(t) : 1 - Math.sin(t) - 0.5);
  }
  return points;
}

function outerCount(n: number): number {
  return Math.floor(n / 2);
}

/** `linspace(0, pi, count)[index]`, both ends included. */
function angle(index: number, count: number): number {
  return count === 1 ? 0 : (Math.PI * index) / (count - 1);
}
