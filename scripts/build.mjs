// @ts-check
// Step 4: dist/ from the sources. Built beside it and renamed, so that deleted sources vanish and a running command
// never meets half a build.
import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "./atomic-json.mjs";
import { lastWords, runProgram } from "./run-program.mjs";
import { SetupError } from "./setup-error.mjs";
import { treeHash } from "./tree-hash.mjs";

const stampName = ".distilgrid-build.json";
const draftPrefix = "dist.tmp-";

/** @param {string} root */
function sourceHash(root) {
  const configurations = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));
  return treeHash(root, ["src", "workers", "bench", "package-lock.json", ...configurations]);
}

/** @param {string} root */
export function buildIsCurrent(root) {
  const stamp = /** @type {{ sha256: string } | null} */ (readJson(join(root, "dist", stampName)));
  return stamp?.sha256 === sourceHash(root);
}

/**
 * @param {string} root
 * @param {import("./lock.mjs").Lock} lock
 * @param {import("./progress.mjs").Progress} progress
 */
export async function build(root, lock, progress) {
  for (const name of readdirSync(root)) {
    if (name.startsWith(draftPrefix)) rmSync(join(root, name), { recursive: true, force: true });
  }
  const sha256 = sourceHash(root); // of before: a source changed meanwhile is built next time
  const draft = join(root, `${draftPrefix}${process.pid}`);
  await progress.step("building", () => compile(root, draft, lock));
  const command = join(draft, "src", "cli", "main.js");
  if (existsSync(command)) chmodSync(command, 0o755);
  writeJson(join(draft, stampName), { sha256 });
  replaceFolder(join(root, "dist"), draft, `${draft}-old`);
}

/**
 * @param {string} root
 * @param {string} draft
 * @param {import("./lock.mjs").Lock} lock
 */
async function compile(root, draft, lock) {
  for (const args of compilers(root, draft)) {
    const ended = await runProgram(process.execPath, args, { cwd: root, onStart: lock.working });
    if (ended.code === 0) continue;
    rmSync(draft, { recursive: true, force: true });
    throw new SetupError(`The sources do not compile (${lastWords(ended, 20)}).`);
  }
}

/**
 * TypeScript to JavaScript, and the AssemblyScript of src/students/tree to WebAssembly beside it.
 * @param {string} root
 * @param {string} draft
 */
function compilers(root, draft) {
  const tree = join("src", "students", "tree");
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const asc = join(root, "node_modules", "assemblyscript", "bin", "asc.js");
  const config = join(tree, "assembly", "asconfig.json");
  return [
    [tsc, "-p", "tsconfig.build.json", "--outDir", draft],
    [asc, "--config", config, "--outFile", join(draft, tree, "splits.wasm")],
  ];
}

/**
 * @param {string} folder
 * @param {string} draft
 * @param {string} aside
 */
function replaceFolder(folder, draft, aside) {
  if (existsSync(folder)) renameSync(folder, aside);
  renameSync(draft, folder);
  rmSync(aside, { recursive: true, force: true });
}
