// @ts-check
// Compiles src/students/kernel/ for this processor, and has another process compute with it. Without a compiler or Node's
// headers the engine works without it, more slowly: stacks of small students are then tensors.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { lastWords, runProgram } from "../run-program.mjs";

/** @typedef {{ source: string, interface: number | null, processor: string, headers: boolean, built: boolean, why: string | null }} LaneKernelStamp */

const flags = [
  "-std=c++17",
  "-O3",
  "-march=native",
  "-fno-math-errno",
  "-ffp-contract=fast",
  "-shared",
  "-fPIC",
];

/** The same text as `processorId` of src/machine/processor.ts. */
export function processorId() {
  let flagLine = "";
  if (existsSync("/proc/cpuinfo"))
    flagLine = /^(flags|Features)\s*:.*$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[0] ?? "";
  return createHash("sha256").update(`${cpus()[0]?.model}\n${flagLine}`).digest("hex").slice(0, 16);
}

/** @param {string} root */
const sourceFolder = (root) => join(root, "src", "students", "kernel");
/** @param {string} root */
const sourceFile = (root) => join(sourceFolder(root), "lanes.cc");

/**
 * Of source and flags.
 * @param {string} root
 */
function sourceHash(root) {
  const folder = sourceFolder(root);
  if (!existsSync(sourceFile(root))) return "none";
  const hash = createHash("sha256").update(flags.join(" "));
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/**
 * `kInterface` of the source: the engine takes no kernel of another one.
 * @param {string} root
 */
function interfaceOf(root) {
  if (!existsSync(sourceFile(root))) return null;
  const found = /kInterface = (\d+);/.exec(readFileSync(sourceFile(root), "utf8"));
  return found === null ? null : Number(found[1]);
}

/**
 * Whether it was built, or could not be built, from this source on this processor with these headers.
 * @param {string} root
 * @param {string} file
 * @param {string | null} headers
 * @param {LaneKernelStamp | undefined} stamp
 */
export function laneKernelIsCurrent(root, file, headers, stamp) {
  if (stamp?.source !== sourceHash(root) || stamp.processor !== processorId()) return false;
  return stamp.built ? existsSync(file) : stamp.headers === (headers !== null);
}

/**
 * @param {string} root
 * @param {string} file where it goes
 * @param {string | null} headers prefix of Node's headers
 * @param {import("../lock.mjs").Lock} lock
 * @returns {Promise<LaneKernelStamp>}
 */
export async function buildLaneKernel(root, file, headers, lock) {
  const why = await build(root, file, headers, lock);
  if (why !== null) rmSync(file, { force: true });
  return {
    source: sourceHash(root),
    interface: interfaceOf(root),
    processor: processorId(),
    headers: headers !== null,
    built: why === null,
    why,
  };
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string | null} headers
 * @param {import("../lock.mjs").Lock} lock
 * @returns {Promise<string | null>} why not
 */
async function build(root, file, headers, lock) {
  if (!existsSync(sourceFile(root))) return "its source is not there";
  if (headers === null) return "the headers of this version of Node are not there";
  const wide = process.arch === "x64" ? ["-mprefer-vector-width=512"] : [];
  const dynamic = process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : [];
  const include = join(headers, "include", "node");
  const args = [...flags, ...wide, ...dynamic, "-I", include, sourceFile(root), "-o", file];
  const compiled = await runProgram(process.env.CXX ?? "c++", args, {
    cwd: root,
    env: process.env,
    onStart: lock.working,
  });
  if (compiled.code !== 0) return `it does not compile (${lastWords(compiled, 1)})`;
  const tried = await runProgram(process.execPath, ["--input-type=commonjs", "-e", trial, file], {
    cwd: root,
    env: process.env,
    timeoutMs: 60_000,
    onStart: lock.working,
  });
  return tried.code === 0 && tried.stdout.trim() === "23" ? null : "it does not compute on this processor";
}

// One lane, two inputs, one class: 3 * 5 + 4 * 2 + 0 = 23 for each of 16 rows.
const trial = `
const kernel = require(process.argv[1]);
const net = kernel.create(Int32Array.of(0, 0, 2, 1), Float64Array.of(1, 0, 0, 0.1, 0), 0, 0, Float32Array.of(5, 2, 0), new Float32Array(0));
const out = new Float32Array(16);
kernel.predict(net, [16, null, new Float32Array(32).fill(3).fill(4, 16), 0, null], out);
console.log([...new Set(out)].join());
`;
