// @ts-check
// What the native engine needs on the machine: Python (node-gyp runs on it), its pip (the wheel comes by it), a C++
// compiler and make. Looked at before anything is downloaded.
import { runProgram } from "./run-program.mjs";
import { which } from "./which.mjs";

/**
 * @typedef {{ name: string, path: string | null, aptPackages: string }} Prerequisite
 * @typedef {(name: string) => string | null} Which
 */

/**
 * @param {{ find?: Which, needsPip?: boolean, hasPip?: (python: string) => Promise<boolean> }} [options]
 * @returns {Promise<readonly Prerequisite[]>}
 */
export async function prerequisites({ find = which, needsPip = true, hasPip = pythonHasPip } = {}) {
  const python = find("python3");
  const compiler = ["c++", "g++", "clang++"].map((name) => find(name)).find((path) => path !== null) ?? null;
  const pip = python !== null && needsPip && (await hasPip(python)) ? `${python} -m pip` : null;
  return [
    { name: "python3", path: python, aptPackages: "python3" },
    ...(needsPip ? [{ name: "pip for python3", path: pip, aptPackages: "python3-pip" }] : []),
    { name: "a C++ compiler", path: compiler, aptPackages: "g++" },
    { name: "make", path: find("make"), aptPackages: "make" },
  ];
}

/** @param {string} python */
async function pythonHasPip(python) {
  return (await runProgram(python, ["-m", "pip", "--version"])).code === 0;
}

/**
 * @param {readonly Prerequisite[]} found
 * @param {NodeJS.Platform} [platform]
 * @returns {string | null} what is missing and how to get it, or null when nothing is
 */
export function missingPrerequisites(found, platform = process.platform) {
  const missing = found.filter(({ path }) => path === null);
  if (missing.length === 0) return null;
  const names = missing.map(({ name }) => name).join(", ");
  const packages = missing.map(({ aptPackages }) => aptPackages).join(" ");
  const remedy =
    platform === "darwin"
      ? "install Apple's command line tools with `xcode-select --install`"
      : `on Debian or Ubuntu \`sudo apt-get install -y ${packages}\`, elsewhere the packages of the same purpose`;
  return `missing: ${names} (${remedy})`;
}
