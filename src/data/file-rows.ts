// Where the samples of a dataset stand in the files that it comes from: what others say of these rows, such as a teacher's
// logits, is found by it.
import { createHash } from "node:crypto";

export interface FileRows {
  /** Of each sample of the transfer set, by id: its row in the train file, the first being 0. */
  readonly transfer: Uint32Array;
  /** Of each test sample, in the order of their ids: its row in the test file, or in the train file where there is no other. */
  readonly test: Uint32Array;
  /** Rows of the train file. */
  readonly trainFile: number;
  /** Rows of the test file; null: test samples are rows of the train file. */
  readonly testFile: number | null;
}

/** SHA-256: what a result depends on that reads other files by these rows. */
export function fileRowsHash({ transfer, test, trainFile, testFile }: FileRows): string {
  const hash = createHash("sha256").update(
    JSON.stringify([transfer.length, test.length, trainFile, testFile]),
  );
  for (const rows of [transfer, test])
    hash.update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  return hash.digest("hex");
}
