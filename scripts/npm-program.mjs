// @ts-check
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { which } from "./which.mjs";

/**
 * How to start npm: the one that runs this script, else the one beside this node, else the one on PATH. A file is
 * run by this very node, without a shell.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [execPath]
 * @returns {{ command: string, args: readonly string[], file: string | null, shell: boolean }}
 */
export function npmProgram(env = process.env, execPath = process.execPath) {
  const cli = join("node_modules", "npm", "bin", "npm-cli.js");
  const onPath = which("npm", env);
  const candidates = [
    env.npm_execpath ?? "", // npm's own, but also yarn's and pnpm's
    join(dirname(execPath), "..", "lib", cli),
    join(dirname(execPath), cli),
    onPath === null ? "" : realpathSync(onPath),
  ];
  const file = candidates.find((path) => basename(path) === "npm-cli.js" && existsSync(path)) ?? null;
  if (file === null) return { command: "npm", args: [], file, shell: process.platform === "win32" };
  return { command: execPath, args: [file], file, shell: false };
}

/**
 * The node-gyp that npm brings along.
 * @returns {string | null}
 */
export function bundledNodeGyp(npm = npmProgram()) {
  if (npm.file === null) return null;
  const file = join(dirname(npm.file), "..", "node_modules", "node-gyp", "bin", "node-gyp.js");
  return existsSync(file) ? file : null;
}
