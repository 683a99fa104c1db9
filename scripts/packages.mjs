// @ts-check
// Step 2: node_modules as package-lock.json says. The stamp lies in node_modules, which `npm ci` removes first: a
// crash in the middle leaves none.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "./atomic-json.mjs";
import { npmProgram } from "./npm-program.mjs";
import { lastWords, runProgram } from "./run-program.mjs";
import { SetupError } from "./setup-error.mjs";
import { treeHash } from "./tree-hash.mjs";

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} LockedPackages */

/** No package's own scripts run, whatever npm is set to elsewhere: .npmrc says it too, but a variable can say otherwise. */
export const ciArguments = [
  "ci",
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
];

/** @param {string} root */
const stampFile = (root) => join(root, "node_modules", ".distilgrid-packages.json");
/** @param {string} root */
const wanted = (root) => treeHash(root, ["package-lock.json", ".npmrc"]);

/** @param {string} root */
export function packagesAreCurrent(root) {
  const stamp = /** @type {{ sha256: string } | null} */ (readJson(stampFile(root)));
  return stamp?.sha256 === wanted(root);
}

/**
 * @param {string} root
 * @param {import("./lock.mjs").Lock} lock
 * @param {import("./progress.mjs").Progress} progress
 */
export async function installPackages(root, lock, progress) {
  const sha256 = wanted(root);
  if (!matchesLockfile(root)) await progress.step("installing packages", () => npmCi(root, lock));
  writeJson(stampFile(root), { sha256 });
}

/**
 * @param {string} root
 * @param {import("./lock.mjs").Lock} lock
 */
async function npmCi(root, lock) {
  const { command, args, shell } = npmProgram();
  const ended = await runProgram(command, [...args, ...ciArguments], {
    cwd: root,
    shell,
    onStart: lock.working,
  });
  if (ended.code === 0) return;
  throw new SetupError(`\`npm ci\` failed in ${root} (${lastWords(ended, 12)}).`);
}

/**
 * Whether someone ran `npm ci` by hand: npm writes what it installed to node_modules/.package-lock.json, last of all.
 * Optional packages may be absent, because they are for another platform or were left out on purpose.
 * @param {string} root
 */
export function matchesLockfile(root) {
  const installed = lockedPackages(readJson(join(root, "node_modules", ".package-lock.json")));
  if (installed === null || readJson(stampFile(root)) !== null) return false;
  const locked = lockedPackages(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))) ?? {};
  return Object.entries(locked).every(([path, { version, integrity, optional }]) => {
    const there = installed[path];
    if (path === "" || (there === undefined && optional === true)) return true;
    return there?.version === version && there?.integrity === integrity;
  });
}

/**
 * @param {unknown} lockfile
 * @returns {LockedPackages | null}
 */
function lockedPackages(lockfile) {
  return /** @type {{ packages?: LockedPackages } | null} */ (lockfile)?.packages ?? null;
}
