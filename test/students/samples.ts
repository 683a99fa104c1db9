// Random samples and their batches and weights for the tests of stacks.
import { createHash } from "node:crypto";
import { stream } from "../../src/random/stream.ts";
import { initialWeights, type LaneWeights } from "../../src/students/lane-weights.ts";
import type { TrainingBatch } from "../../src/students/stack.ts";
import { mostRows, transposed } from "../../src/training/batches.ts";
import { allColumns, type LitFeatures } from "../../src/training/lit-features.ts";
import type { Samples } from "./reference-network.ts";

/** Features and logits are float32, so that an engine and the reference see the same numbers. */
export function randomSamples(rows: number, inputs: number, classes: number, seed: number): Samples {
  const { normal, int } = stream(seed, "samples");
  const row = (width: number, scale: number) =>
    Array.from({ length: width }, () => Math.fround(scale * normal()));
  return {
    features: Array.from({ length: rows }, () => row(inputs, 1)),
    labels: Array.from({ length: rows }, () => int(classes)),
    teacherLogits: Array.from({ length: rows }, () => row(classes, 3)),
  };
}

/** In parts of at most `mostRows`. */
export function trainingParts(samples: Samples, columns: Uint32Array | null = null): TrainingBatch[] {
  const count = Math.ceil(samples.features.length / mostRows);
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [part * mostRows, (part + 1) * mostRows];
    const { features, labels, teacherLogits } = samples;
    return paddedBatch(
      {
        features: features.slice(from, to),
        labels: labels.slice(from, to),
        teacherLogits: teacherLogits.slice(from, to),
      },
      columns,
    );
  });
}

/** Padded to whole sixteens with samples that would be seen if they weighed anything. */
function paddedBatch(samples: Samples, columns: Uint32Array | null): TrainingBatch {
  const rows = samples.features.length;
  const paddedRows = Math.ceil(rows / 16) * 16;
  const classes = samples.teacherLogits[0]!.length;
  const filled = (values: readonly (readonly number[])[], filling: number) =>
    Float32Array.from(
      Array.from({ length: paddedRows }, (_, row) => values[row] ?? values[0]!.map(() => filling)).flat(),
    );
  const seen = samples.features.map((x) => (columns === null ? x : Array.from(columns, (i) => x[i]!)));
  const oneHot = samples.labels.map((label) => Array.from({ length: classes }, (_, c) => +(c === label)));
  return {
    rows,
    features: allColumns(filled(seen, 3), seen[0]!.length),
    labels: transposed(filled(oneHot, 1), classes),
    teacherLogits: transposed(filled(samples.teacherLogits, -2), classes),
  };
}

/** What a reader makes of `values` `[rows, width]`: without the columns that are 0 in all rows. */
export function litColumnsOf(values: Float32Array, width: number): LitFeatures {
  const all = allColumns(values, width);
  const rowsOf = (column: number) => all.values.subarray(column * all.rows, (column + 1) * all.rows);
  const columns = Int32Array.from({ length: width }, (_, i) => i).filter((i) =>
    rowsOf(i).some((x) => x !== 0),
  );
  const lit = new Float32Array((columns.length + 1) * all.rows);
  columns.forEach((column, place) => void lit.set(rowsOf(column), place * all.rows));
  return { rows: all.rows, columns, values: lit };
}

/** With biases other than 0: a sample whose units are all off would sit exactly on the kink of the next layer. */
export function anyWeights(sizes: readonly number[], seed: number): LaneWeights {
  const { normal } = stream(seed, "weights");
  return initialWeights(sizes, seed).map((values) => values.map((value) => value + 0.1 * normal()));
}

export function fingerprint(...arrays: readonly Float32Array[]): string {
  const hash = createHash("sha1");
  for (const values of arrays) hash.update(values);
  return hash.digest("hex");
}
