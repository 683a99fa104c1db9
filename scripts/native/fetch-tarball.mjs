// @ts-check
// The official TensorFlow C library: a tarball with lib/ and include/.
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { lastWords, runProgram } from "../run-program.mjs";
import { SetupError } from "../setup-error.mjs";
import { verifySha256 } from "./verify-sha256.mjs";

/**
 * @param {import("./sources.mjs").TarballSource} source
 * @param {string} folder an empty folder for the tarball
 * @returns {Promise<string>} the tarball's path
 */
export async function fetchTarball({ url, sha256 }, folder) {
  const file = join(folder, "libtensorflow.tar.gz");
  try {
    const response = await fetch(url);
    if (!response.ok || response.body === null)
      throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    const body = /** @type {import("node:stream/web").ReadableStream} */ (response.body);
    await pipeline(Readable.fromWeb(body), createWriteStream(file));
  } catch (error) {
    throw new SetupError(`${url} could not be downloaded (${reason(error)}).`, { cause: error });
  }
  await verifySha256(file, sha256, url);
  return file;
}

/**
 * fetch says "fetch failed" and hides why in the cause.
 * @param {unknown} error
 */
function reason(error) {
  const { message, cause } = /** @type {Error} */ (error);
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/**
 * @param {string} tarball
 * @param {string} goal gets lib/ and include/
 * @param {{ working: (pid: number) => void }} lock
 */
export async function unpackTarball(tarball, goal, lock) {
  const ended = await runProgram("tar", ["-xzf", tarball, "-C", goal], { onStart: lock.working });
  if (ended.code !== 0) throw new SetupError(`${tarball} could not be unpacked (${lastWords(ended, 1)}).`);
}
