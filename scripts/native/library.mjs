// @ts-check
// TensorFlow's library in the user's cache: <cache>/libtensorflow/<version>-<platform>/{lib,include,manifest.json}.
// It is made in a temporary folder beside its goal, checked, and renamed; whatever stops the process half way leaves
// only that folder, which the next holder of the lock removes.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "../atomic-json.mjs";
import { withLock } from "../lock.mjs";
import { SetupError } from "../setup-error.mjs";
import { requireSpace } from "./disk-space.mjs";
import { fetchTarball, unpackTarball } from "./fetch-tarball.mjs";
import { fetchWheel, unpackWheel } from "./fetch-wheel.mjs";

/**
 * @typedef {import("./sources.mjs").WheelSource | import("./sources.mjs").TarballSource} Download
 * @typedef {import("../lock.mjs").Lock} Lock
 * @typedef {{ tensorflow: string, source: string, sha256: string, files: Record<string, number> }} Manifest files: bytes by name in lib/
 * @typedef {{ fetch: (source: Download, folder: string, lock: Lock) => Promise<string>,
 *             unpack: (source: Download, archive: string, goal: string, lock: Lock) => Promise<void>,
 *             freeBytes?: (folder: string) => Promise<number> }} Transport
 */

/** @type {Transport} */
export const realTransport = {
  fetch: (source, folder, lock) =>
    source.kind === "wheel" ? fetchWheel(source, folder, lock) : fetchTarball(source, folder),
  unpack: (source, archive, goal, lock) =>
    source.kind === "wheel" ? unpackWheel(archive, goal, lock) : unpackTarball(archive, goal, lock),
};

/**
 * @param {string} cache
 * @param {Download} source
 */
export const libraryFolder = (cache, { version, platform }) =>
  join(cache, "libtensorflow", `${version}-${platform}`);

/**
 * @param {string} cache
 * @param {Download} source
 * @param {import("../progress.mjs").Progress} progress
 * @param {Transport} [transport]
 * @returns {Promise<string>} the folder with lib/ and include/
 */
export async function cachedLibrary(cache, source, progress, transport = realTransport) {
  const folder = libraryFolder(cache, source);
  if (isIntact(folder, source)) return folder;
  makeFolder(join(cache, "libtensorflow"));
  const onWait = (/** @type {import("../lock.mjs").Holder} */ { pid, host }) =>
    progress.line(`waiting for another set-up (process ${pid} on ${host}; lock ${folder}.lock)`);
  await withLock(
    `${folder}.lock`,
    async (lock) => {
      if (!isIntact(folder, source)) await makeLibrary(folder, source, lock, progress, transport);
    },
    { onWait },
  );
  return folder;
}

/**
 * @param {string} folder
 * @param {Download} source
 * @param {Lock} lock
 * @param {import("../progress.mjs").Progress} progress
 * @param {Transport} transport
 */
async function makeLibrary(folder, source, lock, progress, transport) {
  sweep(folder);
  await requireSpace(join(folder, ".."), source.bytes + source.unpackedBytes, transport.freeBytes);
  const draft = mkdtempSync(`${folder}.tmp-`);
  try {
    const { version, bytes } = source;
    const goal = join(draft, "library");
    const wrapping = join(draft, "download");
    mkdirSync(goal);
    mkdirSync(wrapping);
    const archive = await progress.step(
      `downloading TensorFlow ${version} (${Math.round(bytes / 1e6)} MB)`,
      () => transport.fetch(source, wrapping, lock),
    );
    await progress.step("unpacking TensorFlow", () => transport.unpack(source, archive, goal, lock));
    writeJson(join(goal, "manifest.json"), manifestOf(goal, source));
    rmSync(folder, { recursive: true, force: true });
    renameSync(goal, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Removes what set-ups that were killed left beside the goal. Only the holder of the goal's lock may.
 * @param {string} folder
 */
function sweep(folder) {
  const parent = join(folder, "..");
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (path.startsWith(`${folder}.tmp-`)) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {Download} source
 * @returns {Manifest}
 */
function manifestOf(folder, { version, kind, sha256 }) {
  const lib = join(folder, "lib");
  requireParts(folder, `The ${kind} of TensorFlow ${version}`);
  const files = Object.fromEntries(readdirSync(lib).map((name) => [name, statSync(join(lib, name)).size]));
  return { tensorflow: version, source: kind, sha256, files };
}

/**
 * @param {string} folder
 * @param {string} what the subject of the message
 */
export function requireParts(folder, what) {
  const parts = ["lib", "include/tensorflow/c/c_api.h", "include/tensorflow/c/eager/c_api.h"];
  const missing = parts.find((part) => statSync(join(folder, part), { throwIfNoEntry: false }) === undefined);
  const library =
    missing === undefined &&
    !readdirSync(join(folder, "lib")).some((name) => /^libtensorflow(_cc)?\./.test(name));
  if (missing === undefined && !library) return;
  throw new SetupError(
    `${what} has no ${missing ?? "lib/libtensorflow*"}: expected the folders lib/ and include/ of a TensorFlow C library.`,
  );
}

/**
 * Whether a finished library lies there and no file of it was lost or cut short.
 * @param {string} folder
 * @param {Download} source
 */
export function isIntact(folder, { sha256 }) {
  const manifest = /** @type {Manifest | null} */ (readJson(join(folder, "manifest.json")));
  if (manifest?.sha256 !== sha256) return false;
  return Object.entries(manifest.files).every(
    ([name, bytes]) => statSync(join(folder, "lib", name), { throwIfNoEntry: false })?.size === bytes,
  );
}

/** @param {string} folder */
function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new SetupError(
      `The cache folder ${folder} cannot be made (${code}). Name another one with DISTILGRID_CACHE.`,
    );
  }
}
