import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NpySpec, npyDataset } from "../../src/data/npy-dataset.ts";
import { bytesOf, floatMatrix, numpyBytes } from "../formats/numpy-bytes.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-npy-"));
  const files = {
    // Each sample tells its row.
    x: floatMatrix([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((row) => [row, -row])),
    y: numpyBytes("'<i8'", "(10,)", bytesOf(BigInt64Array.from([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], BigInt))),
    "x-test": floatMatrix([
      [20, -20],
      [3, -3],
    ]),
    "y-test": numpyBytes("'|u1'", "(2,)", [1, 3]),
    pixels: numpyBytes("'|u1'", "(4, 2, 2)", [0, 0, 0, 255, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6]),
    kinds: numpyBytes("'<i4'", "(4,)", bytesOf(Int32Array.of(0, 1, 1, 0))),
    wide: floatMatrix(Array.from({ length: 10 }, () => [1, 2, 3])),
    gap: floatMatrix([...Array.from({ length: 9 }, () => [1, 2]), [1, Number.NaN]]),
    huge: numpyBytes("'<f8'", "(10, 1)", bytesOf(new Float64Array(10).fill(1e39))),
    vector: numpyBytes("'|u1'", "(10,)", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    same: numpyBytes("'|u1'", "(10,)", Array(10).fill(4)),
    many: numpyBytes("'<i4'", "(10,)", bytesOf(new Int32Array(10).fill(300))),
    negative: numpyBytes("'|i1'", "(10,)", [0, 1, 255, 0, 1, 2, 0, 1, 2, 0]),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, `${name}.npy`), bytes);
});
afterAll(() => rm(folder, { recursive: true }));

const spec = {
  name: "npy",
  features: "x.npy",
  labels: "y.npy",
  standardize: false,
  testShare: 0.2,
  validationShare: 0.25,
  splitSeed: 0,
} as const satisfies NpySpec;
const load = (change: Partial<NpySpec> = {}) => npyDataset({ ...spec, ...change }, folder);
const withTest = { testFeatures: "x-test.npy", testLabels: "y-test.npy" };

describe("npyDataset(spec, baseFolder)", () => {
  it("npyDataset(spec, baseFolder) holds a share out for test, and tells which row each sample was", async () => {
    const { inputShape, numClasses, features, labels, splits, fileRows } = await load();
    expect([inputShape, numClasses]).toEqual([[2], 3]);
    const { train, validation, test } = splits;
    expect([train.length, validation.length, test.length]).toEqual([6, 2, 2]); // a fifth of 10, a quarter of 8
    const rows = [...fileRows!.transfer, ...fileRows!.test];
    expect(rows.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...features.values]).toEqual(rows.flatMap((row) => [row, -row]));
    expect([...labels]).toEqual(rows.map((row) => row % 3));
    expect(fileRows).toMatchObject({ trainFile: 10, testFile: null });
  });

  it("npyDataset(spec, baseFolder) with files for test takes them whole, and the classes of both", async () => {
    const { numClasses, labels, splits, features, fileRows, schema } = await load({
      ...withTest,
      trainLimit: 10,
    });
    expect(numClasses).toBe(4); // the test file has a 3
    expect(Array.from(splits.test, (id) => [features.values[2 * id], labels[id]])).toEqual([
      [20, 1],
      [3, 3],
    ]);
    expect([[...fileRows!.test], fileRows!.testFile]).toEqual([[0, 1], 2]);
    const columns = [{ kind: "array", name: "features", type: "float32", shape: [2], least: -20, most: 20 }];
    expect(schema).toMatchObject({ columns, classes: ["0", "1", "2", "3"] });
  });

  it("npyDataset(spec, baseFolder) counts samples that have the features of a training sample", async () => {
    // The second test sample is row 3 again.
    const { schema, splits, fileRows } = await load(withTest);
    const isTrained = [...splits.train].some((id) => fileRows!.transfer[id] === 3);
    expect(schema!.repeated).toEqual({ test: isTrained ? 1 : 0, validation: 0 });
    expect(isTrained).toBe(true);
  });

  it("npyDataset(spec, baseFolder) takes bytes as pixels, of grey images with a channel", async () => {
    const { features, inputShape, fileRows, schema } = await load({
      features: "pixels.npy",
      labels: "kinds.npy",
    });
    expect([features.kind, inputShape]).toEqual(["bytes", [2, 2, 1]]);
    const first = [...fileRows!.transfer, ...fileRows!.test].indexOf(0);
    expect([...features.values.subarray(4 * first, 4 * first + 4)]).toEqual([0, 0, 0, 255]);
    expect(schema!.columns).toMatchObject([{ type: "uint8", shape: [2, 2], least: 0, most: 255 }]);
  });

  it("npyDataset(spec, baseFolder) standardises by the training rows alone where it is asked for", async () => {
    const { features, splits } = await load({ standardize: true });
    const plain = await load();
    const first = (ids: Uint32Array, of: typeof plain) =>
      Array.from(ids, (id) => of.features.values[2 * id]!);
    const rows = first(splits.train, plain);
    const mean = rows.reduce((sum, row) => sum + row, 0) / 6;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row - mean) ** 2, 0) / 6);
    const [test] = splits.test;
    expect(features.values[2 * test!]).toBeCloseTo((plain.features.values[2 * test!]! - mean) / deviation, 5);
  });

  it.each([
    [{ features: "vector.npy" }, "expected at least 2 samples of 1 to 3 dimensions"],
    [{ features: "gap.npy" }, "got `NaN` in sample 9"],
    [{ features: "huge.npy" }, "got `1e+39` in sample 0"],
    [
      { labels: "x.npy" },
      "expected one whole number for each sample, as integers of the shape (10,), got float32 of the shape (10, 2)",
    ],
    [{ labels: "kinds.npy" }, "expected one label for each of the 10 samples of `features` (x.npy), got 4"],
    [{ labels: "same.npy" }, "expected at least 2 classes, got only `4`"],
    [{ labels: "many.npy" }, "expected classes from 0 to 255, got `300` for sample 0"],
    [{ labels: "negative.npy" }, "expected classes from 0 to 255, got `-1` for sample 2"],
    [{ features: "none.npy" }, "`features` (none.npy): there is no such file"],
    [
      { ...withTest, features: "wide.npy" },
      "expected samples of 3 float32, as in `features` (wide.npy), got 2 float32",
    ],
    [
      { features: "pixels.npy", labels: "kinds.npy", standardize: true },
      "expected no `standardize` for bytes",
    ],
  ])("npyDataset(spec, baseFolder) refuses %j", async (change, message) => {
    await expect(load(change)).rejects.toThrow(message);
  });
});
