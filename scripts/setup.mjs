#!/usr/bin/env node
// @ts-check
// node scripts/setup.mjs            brings the checkout to where it can run, on the native engine if possible
// node scripts/setup.mjs --native   tries the native engine again, and fails if it cannot be had
// Each step is skipped when a stamp says that it is done. Nothing here needs a package: it runs before `npm ci`.
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, buildIsCurrent } from "./build.mjs";
import { withLock } from "./lock.mjs";
import { nativeIsReady, setUpNative } from "./native-library.mjs";
import { requireNode } from "./node-version.mjs";
import { installPackages, packagesAreCurrent } from "./packages.mjs";
import { progress } from "./progress.mjs";
import { SetupError } from "./setup-error.mjs";

export const checkout = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

/**
 * @param {{ native?: boolean, quiet?: boolean, root?: string }} [options] `native`: fail without the native engine
 */
export async function setUp({ native = false, quiet = false, root = checkout } = {}) {
  requireNode(process.versions.node);
  const said = progress({ quiet });
  const wantsNative = native || process.env.DISTILGRID_ENGINE !== "portable";
  const isDone = () =>
    !native && packagesAreCurrent(root) && (!wantsNative || nativeIsReady(root)) && buildIsCurrent(root);
  if (isDone()) return;
  const path = join(root, ".distilgrid", "setup.lock");
  const onWait = (/** @type {import("./lock.mjs").Holder} */ { pid, host }) =>
    said.line(`waiting for another set-up (process ${pid} on ${host}; lock ${path})`);
  await withLock(
    path,
    async (lock) => {
      if (!packagesAreCurrent(root)) await installPackages(root, lock, said);
      if (wantsNative) await nativeStep({ root, lock, progress: said }, native);
      if (!buildIsCurrent(root)) await build(root, lock, said);
    },
    { onWait },
  );
}

/**
 * @param {import("./native-library.mjs").Job} job
 * @param {boolean} required
 * @param {import("./native-library.mjs").Surroundings} [surroundings]
 */
export async function nativeStep(job, required, surroundings) {
  if (!required && nativeIsReady(job.root, surroundings?.env)) return;
  const outcome = await setUpNative(job, { retry: required }, surroundings);
  if (outcome.state === "ready") return;
  const reason = outcome.reason.replace(/\.$/, "");
  if (required) throw new SetupError(`The native engine cannot be set up: ${reason}.`);
  job.progress.line(
    `native engine not available: ${reason}. Going on with the portable engine, which is slower; ` +
      "`npm run setup:native` tries again.",
  );
}

/**
 * Runs a command's work; a set-up step that failed is one paragraph and exit code 1.
 * @param {() => Promise<void>} work
 */
export async function orExplain(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await orExplain(() =>
    setUp({ native: process.argv.includes("--native"), quiet: process.argv.includes("--quiet") }),
  );
}
