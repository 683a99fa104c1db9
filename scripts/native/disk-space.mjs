// @ts-check
import fs from "node:fs/promises"; // not by name: a Node without statfs must get as far as to be told that it is too old
import { SetupError } from "../setup-error.mjs";

/** @param {number} bytes */
const megabytes = (bytes) => `${Math.ceil(bytes / 1e6)} MB`;

/**
 * @param {string} folder an existing folder on the disk in question
 * @param {number} neededBytes
 * @param {(folder: string) => Promise<number>} [freeBytes]
 */
export async function requireSpace(folder, neededBytes, freeBytes = freeBytesOf) {
  const free = await freeBytes(folder);
  if (free >= neededBytes) return;
  throw new SetupError(
    `TensorFlow's library needs ${megabytes(neededBytes)} in ${folder} while it is unpacked, and ${megabytes(free)} are free. ` +
      "Free some space, or name a folder on another disk with DISTILGRID_CACHE.",
  );
}

/** @param {string} folder */
async function freeBytesOf(folder) {
  const { bavail, bsize } = await fs.statfs(folder);
  return bavail * bsize;
}
