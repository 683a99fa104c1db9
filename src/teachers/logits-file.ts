// A teacher of which there are only its outputs: a row for each row of the data's files, in their order.
import type { Dataset } from "../data/dataset.ts";
import { npyArray } from "../formats/npy-array.ts";
import type { LogitsTeacherSpec } from "../study/schema.ts";
import { gatherRows } from "../training/batches.ts";
import { UserError } from "../user-error.ts";
import { logitsOfOutput } from "./output.ts";
import { type OutsideFiles, outsideName } from "./outside-files.ts";

/** Of every sample that a teacher answers for. */
export interface TeacherLogits {
  /** `[transferSize, classes]`, row = sample id. */
  readonly transfer: Float32Array;
  /** `[test samples, classes]`, in the order of their ids. */
  readonly test: Float32Array;
}

/** @throws UserError where shape or values are not those of a teacher of this data */
export function fileLogits(
  { contents }: OutsideFiles,
  spec: LogitsTeacherSpec,
  dataset: Dataset,
): TeacherLogits {
  const { fileRows, numClasses } = dataset;
  if (fileRows === undefined) {
    throw new UserError(
      `${outsideName(spec)}: expected data from files, whose rows its rows are, got ${dataset.name}.`,
    );
  }
  const { transfer, test, trainFile, testFile } = fileRows;
  const [main, other] = contents as [Uint8Array, Uint8Array | undefined];
  const matrix = (bytes: Uint8Array, rows: number, what: string, path: string) =>
    outputsOf(bytes, { rows, what, numClasses, file: `teacher "${spec.name}" (${path})`, spec });
  if (testFile === null) {
    if (other !== undefined) {
      throw new UserError(
        `teacher "${spec.name}": expected no \`testPath\`, as the data has no test file of its own: test samples are rows of the one file, ` +
          "and so are their logits. Remove it.",
      );
    }
    const all = matrix(main, trainFile, "of the data's file", spec.path);
    return { transfer: gatherRows(all, numClasses, transfer), test: gatherRows(all, numClasses, test) };
  }
  if (other !== undefined) {
    const own = matrix(other, testFile, "of the data's test file", spec.testPath!);
    const all = matrix(main, trainFile, "of the data's train file", spec.path);
    return { transfer: gatherRows(all, numClasses, transfer), test: gatherRows(own, numClasses, test) };
  }
  const what = `of the data's files, ${trainFile} for training and then ${testFile} for test`;
  const all = matrix(main, trainFile + testFile, what, spec.path);
  const behind = test.map((row) => trainFile + row);
  return { transfer: gatherRows(all, numClasses, transfer), test: gatherRows(all, numClasses, behind) };
}

interface Expected {
  readonly rows: number;
  /** Of what they are rows. */
  readonly what: string;
  readonly numClasses: number;
  readonly file: string;
  readonly spec: LogitsTeacherSpec;
}

function outputsOf(bytes: Uint8Array, { rows, what, numClasses, file, spec }: Expected): Float32Array {
  const { shape, type, values } = npyArray(bytes, file);
  if (!type.startsWith("f") || shape.length !== 2 || shape[0] !== rows || shape[1] !== numClasses) {
    throw new UserError(
      `${file}: expected float32 or float64 numbers of the shape (${rows}, ${numClasses}): a row for each row ${what}, in its order, ` +
        `and a column for each class, got ${type.startsWith("f") ? "" : "integers "}(${shape.join(", ")}).`,
    );
  }
  return logitsOfOutput(values, numClasses, spec.output, file);
}
