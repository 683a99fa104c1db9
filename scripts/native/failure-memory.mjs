// @ts-check
// A failed attempt is remembered, so that the next start does not download 274 MB in vain again. It is forgotten when
// anything changes that the attempt depended on; `npm run setup:native` does not ask.
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "../atomic-json.mjs";

/**
 * @param {string} cache
 * @param {string} root the checkout
 */
const memoryFile = (cache, root) =>
  join(cache, `native-failure-${createHash("sha256").update(root).digest("hex").slice(0, 12)}.json`);

/**
 * @param {string} cache
 * @param {string} root
 * @param {string} circumstances everything that the attempt depended on
 * @returns {string | null} why it failed
 */
export function rememberedFailure(cache, root, circumstances) {
  const memory = /** @type {{ circumstances: string, reason: string } | null} */ (
    readJson(memoryFile(cache, root))
  );
  return memory?.circumstances === circumstances ? memory.reason : null;
}

/**
 * @param {string} cache
 * @param {string} root
 * @param {string} circumstances
 * @param {string} reason
 */
export function rememberFailure(cache, root, circumstances, reason) {
  try {
    writeJson(memoryFile(cache, root), { root, circumstances, reason });
  } catch (error) {
    // A cache that cannot be written to is itself why the attempt failed, and to find that out again costs nothing.
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EEXIST"].includes(code ?? "")) throw error;
  }
}

/**
 * @param {string} cache
 * @param {string} root
 */
export function forgetFailure(cache, root) {
  rmSync(memoryFile(cache, root), { force: true });
}
