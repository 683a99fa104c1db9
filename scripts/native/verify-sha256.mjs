// @ts-check
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { SetupError } from "../setup-error.mjs";

/**
 * @param {string} file
 * @param {string} expected
 * @param {string} what the file's name in the message
 */
export async function verifySha256(file, expected, what) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const found = hash.digest("hex");
  if (found === expected) return;
  throw new SetupError(
    `${what} has the SHA-256 ${found}, expected ${expected}: the download was damaged or replaced, and was thrown away. ` +
      "Try again; if it stays, use a TensorFlow C library of your own with LIBTENSORFLOW_DIR.",
  );
}
