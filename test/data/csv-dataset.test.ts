import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CsvSpec, csvDataset } from "../../src/data/csv-dataset.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-csv-"));
  await writeFile(join(folder, "train.csv"), train);
  await writeFile(join(folder, "test.csv"), "length,colour,kind\n4,blue,10\n1,red,9\n");
});
afterAll(() => rm(folder, { recursive: true }));

const train = "kind,length,colour\n9,1,red\n9,2,red\n10,3,grey\n10,6,grey\n9,1,red\n";
const spec = {
  name: "csv",
  file: "train.csv",
  testFile: "test.csv",
  testShare: 0.2,
  label: "kind",
  standardize: false,
  validationShare: 0.2,
  splitSeed: 0,
} as const satisfies CsvSpec;
const load = (change: Partial<CsvSpec> = {}) => csvDataset({ ...spec, ...change }, folder);

/** Writes a file of its own and loads it. */
async function loadText(text: string, change: Partial<CsvSpec> = {}) {
  await writeFile(join(folder, "own.csv"), text);
  const { testFile: _, ...one } = spec;
  return csvDataset({ ...one, file: "own.csv", ...change }, folder);
}

describe("csvDataset(spec, baseFolder)", () => {
  it("csvDataset(spec, baseFolder) takes numbers as they are and a text as a feature a value, of both files", async () => {
    const { inputShape, numClasses, features, labels, splits, schema } = await load();
    expect([inputShape, numClasses]).toEqual([[4], 2]); // length, blue, grey, red
    expect(schema.columns).toEqual([
      { kind: "number", name: "length", least: 1, most: 6 },
      { kind: "text", name: "colour", values: ["blue", "grey", "red"] },
    ]);
    expect(schema.classes).toEqual(["9", "10"]); // by size, not by letters
    expect([...labels]).toEqual([0, 0, 1, 1, 0, 1, 0]);
    expect(Array.from({ length: 7 }, (_, id) => [...features.values.subarray(4 * id, 4 * id + 4)])).toEqual([
      [1, 0, 0, 1],
      [2, 0, 0, 1],
      [3, 0, 1, 0],
      [6, 0, 1, 0],
      [1, 0, 0, 1],
      [4, 1, 0, 0],
      [1, 0, 0, 1],
    ]);
    expect([splits.train.length, splits.validation.length, [...splits.test]]).toEqual([4, 1, [5, 6]]);
  });

  it("csvDataset(spec, baseFolder) standardises numbers by the training rows alone, and leaves texts", async () => {
    const { features, splits } = await load({ standardize: true, features: ["length", "colour"] });
    const plain = await load({ features: ["length", "colour"] });
    const lengths = [...splits.train].map((id) => plain.features.values[4 * id]!);
    const mean = lengths.reduce((sum, x) => sum + x, 0) / 4;
    const deviation = Math.sqrt(lengths.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4);
    // The first test sample is 4 long and blue.
    expect(features.values[20]).toBeCloseTo((4 - mean) / deviation, 5);
    expect([...features.values.subarray(21, 24)]).toEqual([1, 0, 0]);
  });

  it("csvDataset(spec, baseFolder) counts samples that have the features of a training sample", async () => {
    // Whichever red one of length 1 is held out, the other is trained on, as is the test sample's twin.
    const { schema, splits } = await load();
    expect(schema.repeated.test).toBe(1);
    expect(schema.repeated.validation).toBe(
      [...splits.validation].some((id) => id === 0 || id === 4) ? 1 : 0,
    );
  });

  it("csvDataset(spec, baseFolder) without a file for test holds out a share, another one for each split seed", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},${i % 2 === 0 ? "even" : "odd"}\n`).join("");
    const [a, again, b] = await Promise.all(
      [1, 1, 2].map((splitSeed) => loadText(`x,kind\n${rows}`, { splitSeed, testShare: 0.3 })),
    );
    const testRows = ({ features, splits }: NonNullable<typeof a>) =>
      [...splits.test].map((id) => features.values[id]!);
    expect([a!.splits.test.length, a!.splits.validation.length, a!.splits.train.length]).toEqual([15, 7, 28]);
    expect(new Set(a!.features.values).size).toBe(50); // each row once
    expect([...a!.labels].every((label, id) => label === a!.features.values[id]! % 2)).toBe(true);
    expect([again!.hash, testRows(again!)]).toEqual([a!.hash, testRows(a!)]);
    expect(testRows(b!)).not.toEqual(testRows(a!));
  });

  it.each([
    [
      { label: "knid" },
      "`file` (train.csv): expected `label` to name a column, got `knid`. Did you mean `kind`?",
    ],
    [{ features: ["width"] }, "`file` (train.csv): expected `features` to name a column, got `width`."],
    [{ features: ["kind", "length"] }, "expected `features` without the column of the classes, got `kind`"],
    [{ file: "nowhere.csv" }, "`file` (nowhere.csv): there is no such file."],
  ])("csvDataset(spec, baseFolder) refuses %j", async (change, message) => {
    await expect(load(change)).rejects.toThrow(message);
  });

  it.each([
    ["x,kind\n1,a\n,b\n", "expected a value in every cell, got none in row 3, column `x`."],
    [
      "x,kind\n1,a\n2,b\nn/a,b\n",
      "expected a number in row 4, column `x`, as in most of its rows, got `n/a`.",
    ],
    [
      'x,kind\n"170,140",a\n"1.171,5",b\n8,b\n',
      "expected numbers with a decimal point in column `x`, but 2 of its 3 cells look like numbers with a decimal comma, the first of " +
        "them `170,140` in row 2. Save the file with decimal points: `170.140`, or `170140` where the comma parts thousands;",
    ],
    [
      'x,kind\n1,a\n2,b\n3,b\n"1.171,5",a\n",5",a\n',
      "2 of its 5 cells look like numbers with a decimal comma, the first of them `1.171,5` in row 5. Save the file with decimal points: `1171.5`; or",
    ],
    [
      'x,kind\n1,a\n2,b\n"3,5",b\n',
      "expected a number in row 4, column `x`, as in most of its rows, got `3,5`.",
    ],
    ["x,kind\n1,a\n2,a\n", "expected 2 to 256 classes in column `kind`, got 1: `a`."],
    [
      `x,kind\n${Array.from({ length: 101 }, (_, i) => `n${i},${i % 2}\n`).join("")}`,
      "or at most 100 different texts, in column `x`, got 101 different values, one of them `n0`.",
    ],
    [
      `x,kind\n${Array.from({ length: 257 }, (_, i) => `1,c${i}\n`).join("")}`,
      "2 to 256 classes in column `kind`, got 257",
    ],
  ])("csvDataset(spec, baseFolder) refuses the rows %j", async (text, message) => {
    await expect(loadText(text)).rejects.toThrow(message);
  });

  it("csvDataset(spec, baseFolder) takes texts with commas in them for texts", async () => {
    const { schema } = await loadText('x,kind\n"red, blue",a\n"1, 2",b\n"1,2,3",a\n');
    expect(schema.columns[0]).toMatchObject({ kind: "text", values: ["1, 2", "1,2,3", "red, blue"] });
  });

  it("csvDataset(spec, baseFolder) takes 1e999 and 0x10 for texts, not for numbers", async () => {
    const { schema } = await loadText("x,kind\n1e999,a\n2,b\n0x10,a\n");
    expect(schema.columns).toEqual([{ kind: "text", name: "x", values: ["0x10", "1e999", "2"] }]);
  });
});
