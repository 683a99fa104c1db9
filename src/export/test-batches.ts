import type { ExportData } from "./export-data.ts";

export interface TestBatch {
  readonly rows: number;
  /** `[rows, inputs]` */
  readonly features: Float32Array | Float64Array;
}

/** The test samples as an exported student takes them, at most `mostRows` at a time. Float64 where the data has it. */
export function* testBatches(
  { features, inputs, test }: ExportData,
  scale: number,
  mostRows: number,
): Generator<TestBatch> {
  const Floats = features instanceof Float64Array ? Float64Array : Float32Array;
  for (let first = 0; first < test.length; first += mostRows) {
    const ids = test.subarray(first, first + mostRows);
    const batch = new Floats(ids.length * inputs);
    ids.forEach((id, row) => {
      batch.set(features.subarray(id * inputs, (id + 1) * inputs), row * inputs);
    });
    if (scale !== 1) for (let i = 0; i < batch.length; i++) batch[i]! /= scale;
    yield { rows: ids.length, features: batch };
  }
}
