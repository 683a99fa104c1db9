// @ts-check
// Joins the library to the installed package @tensorflow/tfjs-node: links, builds the addon, has another process
// compute with it, and only then writes the stamp deps/distilgrid.json. `src/engine` goes by that stamp alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJson, writeJson } from "../atomic-json.mjs";
import { bundledNodeGyp } from "../npm-program.mjs";
import { lastWords, runProgram } from "../run-program.mjs";
import { SetupError } from "../setup-error.mjs";
import { buildLaneKernel, laneKernelIsCurrent } from "./lane-kernel.mjs";
import { makeThreadSafe } from "./thread-safety.mjs";

/**
 * @typedef {{ tensorflow: string, tfjsNode: string, source: string, sha256: string | null, library: string, addonBuiltWith: string, threadSafe: boolean, laneKernel: import("./lane-kernel.mjs").LaneKernelStamp }} Stamp
 * @typedef {{ folder: string, source: string, sha256: string | null }} Library
 */

/** @param {string} root the checkout */
export const packageFolder = (root) => join(root, "node_modules", "@tensorflow", "tfjs-node");
/** @param {string} root */
const laneKernelFile = (root) => join(packageFolder(root), "deps", "lanes.node");
const headers = () => headersFolder(process.execPath, process.version);
/** @param {string} root */
const stampFile = (root) => join(packageFolder(root), "deps", "distilgrid.json");
/** @param {string} root */
const tfjsNodeVersion = (root) =>
  /** @type {{ version: string } | null} */ (readJson(join(packageFolder(root), "package.json")))?.version ??
  null;

/**
 * The stamp, if what it vouches for is still there: the cache may have been emptied since.
 * @param {string} root
 * @returns {Stamp | null}
 */
export function currentStamp(root) {
  const stamp = /** @type {Stamp | null} */ (readJson(stampFile(root)));
  if (stamp?.threadSafe !== true || stamp.tfjsNode !== tfjsNodeVersion(root)) return null;
  if (!laneKernelIsCurrent(root, laneKernelFile(root), headers(), stamp.laneKernel)) return null;
  const lib = join(packageFolder(root), "deps", "lib");
  const linked = existsSync(lib) && readdirSync(lib).every((name) => existsSync(join(lib, name)));
  return linked && existsSync(addonFile(root)) ? stamp : null;
}

/** @param {string} root */
function addonFile(root) {
  const { binary } = JSON.parse(readFileSync(join(packageFolder(root), "package.json"), "utf8"));
  const supported = binary.napi_versions.filter(
    (/** @type {number} */ version) => version <= Number(process.versions.napi),
  );
  return join(packageFolder(root), "lib", `napi-v${Math.max(...supported)}`, "tfjs_binding.node");
}

/**
 * @param {string} root
 * @param {Library} library
 * @param {import("../lock.mjs").Lock} lock
 * @param {import("../progress.mjs").Progress} progress
 * @returns {Promise<Stamp>}
 */
export async function stageAddon(root, library, lock, progress) {
  const deps = join(packageFolder(root), "deps");
  rmSync(stampFile(root), { force: true }); // first of all: from here on the engine counts as absent
  rmSync(deps, { recursive: true, force: true });
  linkLibrary(deps, library.folder);
  makeThreadSafe(join(packageFolder(root), "binding", "tfjs_backend.cc"));
  await progress.step("building the native addon", () => buildAddon(root, lock));
  const tensorflow = await progress.step("trying the native engine", () => tryAddon(root, lock));
  const laneKernel = await progress.step("building the lane kernel", () =>
    buildLaneKernel(root, laneKernelFile(root), headers(), lock),
  );
  if (!laneKernel.built)
    progress.line(
      `lane kernel not available: ${laneKernel.why}. Small students train as tensors, more slowly.`,
    );
  const { folder, ...origin } = library;
  const tfjsNode = String(tfjsNodeVersion(root));
  const stamp = {
    tensorflow,
    tfjsNode,
    ...origin,
    library: folder,
    addonBuiltWith: `node ${process.version}`,
    threadSafe: true,
    laneKernel,
  };
  writeJson(stampFile(root), stamp);
  return stamp;
}

/**
 * Every file of the library under its own name (the names that the loader asks for), and on Linux under the two
 * that `-ltensorflow -ltensorflow_framework` look for. In the wheel, libtensorflow_cc has the C functions.
 * @param {string} deps
 * @param {string} library
 */
export function linkLibrary(deps, library) {
  const lib = join(deps, "lib");
  mkdirSync(lib, { recursive: true });
  symlinkSync(join(library, "include"), join(deps, "include"));
  const names = readdirSync(join(library, "lib")).filter((name) => name.startsWith("libtensorflow"));
  for (const name of names) symlinkSync(join(library, "lib", name), join(lib, name));
  for (const [name, wanted] of [
    ["libtensorflow.so", ["libtensorflow.so.2", "libtensorflow_cc.so.2"]],
    ["libtensorflow_framework.so", ["libtensorflow_framework.so.2"]],
  ]) {
    const target = /** @type {string[]} */ (wanted).find((candidate) => names.includes(candidate));
    const link = /** @type {string} */ (name);
    if (target !== undefined && !names.includes(link))
      symlinkSync(join(library, "lib", target), join(lib, link));
  }
}

/**
 * @param {string} root
 * @param {import("../lock.mjs").Lock} lock
 */
async function buildAddon(root, lock) {
  removeBuildFolders(packageFolder(root)); // a build that was killed may have left half an object file
  const builder = join(root, "node_modules", "@mapbox", "node-pre-gyp", "bin", "node-pre-gyp");
  const args = [
    builder,
    "install",
    "--build-from-source",
    ...(headers() === null ? [] : [`--nodedir=${headers()}`]),
  ];
  const nodeGyp = bundledNodeGyp();
  const env = nodeGyp === null ? process.env : { ...process.env, npm_config_node_gyp: nodeGyp };
  const ended = await runProgram(process.execPath, args, {
    cwd: packageFolder(root),
    env,
    onStart: lock.working,
  });
  removeBuildFolders(packageFolder(root));
  if (ended.code !== 0) throw new SetupError(`The native addon could not be built (${errorLine(ended)}).`);
}

/** @param {string} folder */
function removeBuildFolders(folder) {
  for (const name of readdirSync(folder)) {
    if (/^build(-tmp-.*)?$/.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * The first line that names an error says more than the last, which is the farewell of node-gyp or of Node.
 * @param {import("../run-program.mjs").Ended} ended
 */
function errorLine(ended) {
  const line = `${ended.stdout}\n${ended.stderr}`
    .split("\n")
    .find((text) => /\berror\b|ERR! stack/i.test(text));
  return line === undefined ? lastWords(ended, 1) : line.trim();
}

/**
 * The prefix of Node's headers, so that none need be downloaded: those beside this node, or the system's if they are
 * of this version.
 * @param {string} execPath
 * @param {string} version "v20.19.0"
 * @returns {string | null}
 */
export function headersFolder(
  execPath,
  version,
  prefixes = [dirname(dirname(execPath)), "/usr", "/usr/local"],
) {
  return prefixes.find((prefix) => headersVersion(prefix) === version) ?? null;
}

/** @param {string} prefix */
function headersVersion(prefix) {
  const header = join(prefix, "include", "node", "node_version.h");
  if (!existsSync(header)) return null;
  const text = readFileSync(header, "utf8");
  const number = (/** @type {string} */ part) =>
    text.match(new RegExp(`#define NODE_${part}_VERSION (\\d+)`))?.[1];
  return `v${number("MAJOR")}.${number("MINOR")}.${number("PATCH")}`;
}

// Node 23 removed two functions that tfjs-node 4.22 calls.
const trial = `
const util = require("node:util");
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;
const tf = require("@tensorflow/tfjs-node");
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]]));
console.log(JSON.stringify({ version: tf.backend().binding.TF_Version, product: Array.from(product.dataSync()) }));
`;

/**
 * @param {string} root
 * @param {import("../lock.mjs").Lock} lock
 * @returns {Promise<string>} the version of TensorFlow
 */
async function tryAddon(root, lock) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2" };
  const options = { cwd: root, env, timeoutMs: 120_000, onStart: lock.working };
  const ended = await runProgram(process.execPath, ["--input-type=commonjs", "-e", trial], options);
  const answer = ended.stdout.trim().split("\n").at(-1) ?? "";
  if (ended.code === 0 && answer.startsWith("{")) {
    const { version, product } = JSON.parse(answer);
    if (String(product) === "19,22,43,50") return version; // [[1,2],[3,4]] . [[5,6],[7,8]]
  }
  const cpu = ended.signal === "SIGILL" ? "this processor lacks instructions that TensorFlow needs, " : "";
  throw new SetupError(`The native addon was built but does not compute (${cpu}${errorLine(ended)}).`);
}
