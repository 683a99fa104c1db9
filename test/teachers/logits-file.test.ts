import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import type { FileRows } from "../../src/data/file-rows.ts";
import { moonsDataset } from "../../src/data/moons.ts";
import { type LogitsTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { fileLogits } from "../../src/teachers/logits-file.ts";
import { floatMatrix, numpyBytes } from "../formats/numpy-bytes.ts";

const moons = moonsDataset({ name: "moons", n: 2, validation: 1, test: 2, noise: 0, seed: 1 });
/** Of a train file of 5 rows the transfer set has 1, 3, 4; of the test file of 3, or of the same file, test has two. */
const dataOf = (test: number[], testFile: number | null): Dataset => {
  const fileRows: FileRows = {
    transfer: Uint32Array.of(1, 3, 4),
    test: Uint32Array.from(test),
    trainFile: 5,
    testFile,
  };
  return { ...moons, fileRows };
};
/** Row i of a file says i. */
const rows = (count: number, first = 0) =>
  floatMatrix(Array.from({ length: count }, (_, row) => [first + row, -1]));
const files = (...contents: Buffer[]) => ({ contents, path: "/t", hash: "", bytes: 0 });
const spec = (fields: object = {}) =>
  teacherSchema.parse({ name: "t", kind: "logits", path: "t.npy", ...fields }) as LogitsTeacherSpec;
const first = (logits: Float32Array) => [...logits].filter((_, index) => index % 2 === 0);

describe("fileLogits(files, spec, dataset)", () => {
  it("fileLogits(files, spec, dataset) takes the rows of both splits from one file where the data is one file", () => {
    const { transfer, test } = fileLogits(files(rows(5)), spec(), dataOf([0, 2], null));
    expect([first(transfer), first(test)]).toEqual([
      [1, 3, 4],
      [0, 2],
    ]);
  });

  it("fileLogits(files, spec, dataset) finds the rows of a test file behind those of the train file, or in a file of their own", () => {
    const behind = fileLogits(files(rows(8)), spec(), dataOf([0, 2], 3));
    expect([first(behind.transfer), first(behind.test)]).toEqual([
      [1, 3, 4],
      [5, 7],
    ]);
    const apart = fileLogits(files(rows(5), rows(3, 100)), spec({ testPath: "u.npy" }), dataOf([0, 2], 3));
    expect([first(apart.transfer), first(apart.test)]).toEqual([
      [1, 3, 4],
      [100, 102],
    ]);
  });

  it.each([
    [
      files(rows(4)),
      {},
      null,
      "of the shape (5, 2): a row for each row of the data's file, in its order, and a column for each class, got (4, 2)",
    ],
    [
      files(rows(5)),
      {},
      3,
      "of the shape (8, 2): a row for each row of the data's files, 5 for training and then 3 for test",
    ],
    [
      files(rows(5), rows(4)),
      { testPath: "u.npy" },
      3,
      'teacher "t" (u.npy): expected float32 or float64 numbers of the shape (3, 2)',
    ],
    [
      files(rows(5), rows(3)),
      { testPath: "u.npy" },
      null,
      "expected no `testPath`, as the data has no test file of its own",
    ],
    [files(floatMatrix(Array(5).fill([1, 2, 3]))), {}, null, "got (5, 3)"],
    [files(numpyBytes("'|u1'", "(5, 2)", Array(10).fill(1))), {}, null, "got integers (5, 2)"],
    [files(floatMatrix(Array(5).fill([0.5, 0.5]))), {}, null, "rows that are all probabilities"],
  ])("fileLogits() refuses %#", (found, fields, testFile, message) => {
    expect(() => fileLogits(found, spec(fields), dataOf([0, 2], testFile))).toThrow(message);
  });

  it("fileLogits() refuses data that comes from no file", () => {
    expect(() => fileLogits(files(rows(5)), spec(), moons)).toThrow(
      "expected data from files, whose rows its rows are, got moons",
    );
  });
});
