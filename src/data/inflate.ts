// An IDX file may be gzip-compressed, under any name. How much comes out is bounded before it is inflated: by what
// the header inside promises, so that a small file cannot fill the memory.
import { constants, gunzipSync } from "node:zlib";
import { UserError } from "../user-error.ts";
import { parseIdxHeader, tooLong } from "./idx.ts";

/** Compressed bytes that surely hold the IDX header; they inflate to 4 MB at most (deflate's limit is 1032 : 1). */
const headBytes = 4096;

/** Images shrink to a fifth and labels to a half; zeros to a thousandth, and from so few bytes they may fill no more than this. */
const mostRatio = 200;
const alwaysBytes = 64e6;

/** The decompressed payload of an IDX file; a plain one is handed back as it is. */
export function idxPayload(bytes: Uint8Array, file: string): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  const head = inflated(bytes.subarray(0, headBytes), file, { finishFlush: constants.Z_SYNC_FLUSH });
  const { shape, totalBytes } = parseIdxHeader(head, file);
  if (totalBytes > Math.max(alwaysBytes, mostRatio * bytes.length)) {
    throw new UserError(
      `${file}: expected at most ${mostRatio} times its ${bytes.length} compressed bytes, and the header ` +
        `(${shape.join(" x ")}) promises ${totalBytes}. The header is damaged; if it is right, give the file without gzip.`,
    );
  }
  try {
    return inflated(bytes, file, { maxOutputLength: totalBytes });
  } catch (error) {
    if (!hasCode(error, "ERR_BUFFER_TOO_LARGE")) throw error;
    throw tooLong(file, shape, totalBytes, "more than that");
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function inflated(
  bytes: Uint8Array,
  file: string,
  options: { finishFlush?: number; maxOutputLength?: number },
) {
  try {
    return gunzipSync(bytes, options);
  } catch (cause) {
    if (hasCode(cause, "Z_BUF_ERROR")) {
      throw new UserError(
        `${file}: the gzip data ends at byte ${bytes.length}, before its end mark. ` +
          "The file is truncated: get it again.",
        { cause },
      );
    }
    if (hasCode(cause, "Z_DATA_ERROR")) {
      const reason = (cause as Error).message;
      throw new UserError(`${file}: the gzip data is damaged (${reason}). Get the file again.`, { cause });
    }
    throw cause;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
