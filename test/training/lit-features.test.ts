import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { batchFeatures } from "../../src/training/batches.ts";
import { allColumns, featureReader, litFeatures } from "../../src/training/lit-features.ts";

function demo(features: Dataset["features"], width: number, columns: number[] | null = null): Dataset {
  return {
    name: "demo",
    inputShape: [width],
    numClasses: 3,
    features,
    columns: columns && Uint32Array.from(columns),
    labels: Uint8Array.of(2, 0),
    splits: { train: Uint32Array.of(0, 1), validation: new Uint32Array(), test: new Uint32Array() },
    hash: "",
  };
}

describe("allColumns(values, width)", () => {
  it("lays the columns one after another", () => {
    const features = allColumns(Float32Array.of(1, 2, 3, 4, 5, 6), 3);
    expect(features).toEqual({ rows: 2, columns: null, values: Float32Array.of(1, 4, 2, 5, 3, 6) });
  });
});

const litFeatureReader = (dataset: Dataset) => (ids: Uint32Array) => litFeatures(featureReader(dataset)(ids));

describe("litFeatures(features) of what featureReader(dataset) reads", () => {
  it("leaves out what no sample of the batch lights, and ends with a column of zeros: worked by hand", () => {
    // of the inputs 0, 2, 3, 4, the samples 0 and 1 light 0, 2 and 3; sample 1 alone 2 and 3
    const bytes = Uint8Array.of(51, 0, 0, 255, 0, /* */ 0, 0, 102, 153, 0);
    const read = litFeatureReader(demo({ kind: "bytes", values: bytes }, 5, [0, 2, 3, 4]));
    expect(read(Uint32Array.of(1, 0))).toEqual({
      rows: 2,
      columns: Int32Array.of(0, 1, 2), // places among the inputs
      values: Float32Array.of(0, 0.2, 0.4, 0, 0.6, 1, 0, 0),
    });
    expect(read(Uint32Array.of(1))).toEqual({
      rows: 1,
      columns: Int32Array.of(1, 2),
      values: Float32Array.of(0.4, 0.6, 0),
    });
  });

  it("takes floats as they are, all columns", () => {
    const read = litFeatureReader(demo({ kind: "floats", values: Float32Array.of(-1, 0, 3, 0) }, 2));
    expect(read(Uint32Array.of(1, 0))).toEqual({
      rows: 2,
      columns: null,
      values: Float32Array.of(3, -1, 0, 0),
    });
  });

  it("holds what batchFeatures has, whatever the bytes, four at a time or one", () => {
    const cases = fc.integer({ min: 1, max: 24 }).chain((width) =>
      fc.tuple(
        fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(255)), {
          minLength: 3 * width,
          maxLength: 3 * width,
        }),
        fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }),
      ),
    );
    fc.assert(
      fc.property(cases, ([bytes, chosen]) => {
        const width = bytes.length / 3;
        const dataset = demo({ kind: "bytes", values: Uint8Array.from(bytes) }, width);
        const ids = Uint32Array.from(chosen);
        const dense = batchFeatures(dataset, ids);
        const { rows, columns, values } = litFeatureReader(dataset)(ids);
        const rebuilt = new Float32Array(dense.length);
        columns!.forEach((column, place) => {
          const ofColumn = values.subarray(place * rows, (place + 1) * rows);
          expect(ofColumn.some((value) => value !== 0)).toBe(true);
          ofColumn.forEach((value, row) => {
            rebuilt[row * width + column] = value;
          });
        });
        expect(rebuilt).toEqual(dense);
        expect(values.subarray(columns!.length * rows)).toEqual(new Float32Array(rows));
      }),
    );
  });
});
