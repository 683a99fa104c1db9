// @ts-check
// Gets the native engine to run: TensorFlow's library from the first source that works, the addon built on it.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { currentStamp, packageFolder, stageAddon } from "./native/addon.mjs";
import { cacheFolder } from "./native/cache-folder.mjs";
import { forgetFailure, rememberedFailure, rememberFailure } from "./native/failure-memory.mjs";
import { cachedLibrary, isIntact, libraryFolder, realTransport, requireParts } from "./native/library.mjs";
import { downloads, thisMachine } from "./native/sources.mjs";
import { missingPrerequisites, prerequisites } from "./prerequisites.mjs";
import { SetupError } from "./setup-error.mjs";
import { which } from "./which.mjs";

/**
 * @typedef {import("./native/library.mjs").Download} Download
 * @typedef {{ state: "ready" } | { state: "absent", reason: string }} Outcome
 * @typedef {{ root: string, lock: import("./lock.mjs").Lock, progress: import("./progress.mjs").Progress }} Job root: the checkout
 * @typedef {{ env?: NodeJS.ProcessEnv, machine?: import("./native/sources.mjs").Machine,
 *             find?: import("./prerequisites.mjs").Which, transport?: import("./native/library.mjs").Transport,
 *             stage?: typeof stageAddon }} Surroundings what is around the checkout; given by tests
 */

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 */
export function nativeIsReady(root, env = process.env) {
  const stamp = currentStamp(root);
  return stamp !== null && (!env.LIBTENSORFLOW_DIR || stamp.library === resolve(root, env.LIBTENSORFLOW_DIR));
}

/**
 * @param {Job} job
 * @param {{ retry: boolean }} options `retry` tries again what is remembered to have failed
 * @param {Surroundings} [surroundings]
 * @returns {Promise<Outcome>}
 */
export async function setUpNative(job, { retry }, surroundings = {}) {
  const { cache, sources, folder, blocked, circumstances } = await prospects(job.root, surroundings);
  const known = blocked ?? (retry ? null : rememberedFailure(cache, job.root, circumstances));
  if (known !== null) return { state: "absent", reason: known };
  const failure = await failureOf(async () => {
    const transport = surroundings.transport ?? realTransport;
    const library = folder === null ? await firstLibrary(cache, sources, job, transport) : ownLibrary(folder);
    await (surroundings.stage ?? stageAddon)(job.root, library, job.lock, job.progress);
  });
  if (failure === null) forgetFailure(cache, job.root);
  else rememberFailure(cache, job.root, circumstances, failure);
  return failure === null ? { state: "ready" } : { state: "absent", reason: failure };
}

/**
 * What can be tried here, what stands in its way, and everything that the outcome depends on.
 * @param {string} root
 * @param {Surroundings} surroundings
 */
async function prospects(
  root,
  { env = process.env, machine = thisMachine(), find = (name) => which(name, env) },
) {
  const cache = cacheFolder(env);
  const folder = env.LIBTENSORFLOW_DIR ? resolve(root, env.LIBTENSORFLOW_DIR) : null;
  const sources = folder === null ? downloads(machine) : [];
  const cached = sources.filter((source) => isIntact(libraryFolder(cache, source), source));
  const needsPip = cached.length === 0 && sources.some(({ kind }) => kind === "wheel");
  const found = await prerequisites({ find, needsPip });
  const hashes = [sources, cached].map((list) => list.map(({ sha256 }) => sha256));
  const circumstances = JSON.stringify({ machine, folder, hashes, programs: found.map(({ path }) => path) });
  const installed = existsSync(packageFolder(root));
  const blocked = installed
    ? missingPrerequisites(found)
    : "the package @tensorflow/tfjs-node is not installed (`npm ci --include=optional`)";
  return { cache, sources, folder, blocked, circumstances };
}

/**
 * @param {() => Promise<void>} work
 * @returns {Promise<string | null>} what a user can do something about; anything else is thrown on
 */
async function failureOf(work) {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

/**
 * @param {string} folder
 * @returns {import("./native/addon.mjs").Library}
 */
function ownLibrary(folder) {
  requireParts(folder, `LIBTENSORFLOW_DIR (${folder})`);
  return { folder, source: "folder", sha256: null };
}

/**
 * @param {string} cache
 * @param {readonly Download[]} sources
 * @param {Job} job
 * @param {import("./native/library.mjs").Transport} transport
 * @returns {Promise<import("./native/addon.mjs").Library>}
 */
async function firstLibrary(cache, sources, { progress }, transport) {
  const failures = [];
  for (const source of sources) {
    let folder = "";
    const failure = await failureOf(async () => {
      folder = await cachedLibrary(cache, source, progress, transport);
    });
    if (failure === null) return { folder, source: source.kind, sha256: source.sha256 };
    failures.push(failure);
  }
  const none = "TensorFlow publishes no C library for this kind of machine.";
  const remedy = "The folder of a TensorFlow C library can be named with LIBTENSORFLOW_DIR.";
  throw new SetupError(`${failures.length === 0 ? none : failures.join(" ")} ${remedy}`);
}
