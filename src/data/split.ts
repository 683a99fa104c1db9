// Which rows of a train and a test file are used, and which of the train rows are held out for validation.
import { stream } from "../random/stream.ts";
import { UserError } from "../user-error.ts";
import type { Splits } from "./dataset.ts";
import { sharedIds } from "./shared.ts";

export interface SplitSettings {
  readonly validation: number;
  readonly splitSeed: number;
  /** Train and validation rows together; a limit above the file's rows takes them all. */
  readonly trainLimit?: number | undefined;
  readonly testLimit?: number | undefined;
}

export interface RowSplit {
  /** Rows of the train file, ascending: the sample with id `i` is row `transferRows[i]`. */
  readonly transferRows: Uint32Array;
  /** Rows of the test file, ascending: their ids follow those of the transfer set. */
  readonly testRows: Uint32Array;
  readonly splits: Splits;
}

/**
 * The train file's rows in one random order: the first are validation, the next are train, up to the limit. So the
 * validation rows do not depend on the limit, and the train rows of a lower limit are among those of a higher one.
 */
export function splitRows(trainFileRows: number, testFileRows: number, settings: SplitSettings): RowSplit {
  const used = Math.min(trainFileRows, settings.trainLimit ?? trainFileRows);
  checkValidation(settings, used, trainFileRows);
  const order = stream(settings.splitSeed, "split", "transfer").permutation(trainFileRows);
  const heldOut = new Set(order.subarray(0, settings.validation));
  const transferRows = ascending(order.subarray(0, used));
  const ids = Array.from(transferRows.keys());
  const testRows = ascending(
    stream(settings.splitSeed, "split", "test").permutation(testFileRows).subarray(0, settings.testLimit),
  );
  const splits = {
    train: sharedIds(ids.filter((id) => !heldOut.has(transferRows[id]!))),
    validation: sharedIds(ids.filter((id) => heldOut.has(transferRows[id]!))),
    test: sharedIds(Array.from(testRows, (_, index) => used + index)),
  };
  return { transferRows, testRows, splits };
}

function ascending(rows: Int32Array): Uint32Array {
  return Uint32Array.from(rows).sort();
}

function checkValidation(settings: SplitSettings, used: number, fileRows: number): void {
  if (settings.validation < used) return;
  const limited = used < fileRows ? `; \`trainLimit\` lets ${used} of them be used` : "";
  throw new UserError(
    `Expected \`validation\` to be at most ${used - 1}, got \`${settings.validation}\`: the train file has ` +
      `${fileRows} rows${limited}, and at least one must be left to train on. Lower \`validation\`` +
      `${limited === "" ? "" : " or raise `trainLimit`"} in the study's \`dataset\`.`,
  );
}
