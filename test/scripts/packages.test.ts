import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { installPackages, matchesLockfile, packagesAreCurrent } from "../../scripts/packages.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

const lock = { working: () => undefined };
let root: string;
let steps: string[];
/** Notes the step instead of doing it: no npm runs here. */
const progress = { step: async (name: string) => void steps.push(name) };

const locked = {
  "": { name: "project" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/for-macos": { version: "2.0.0", integrity: "sha512-m", optional: true },
};

beforeEach(() => {
  root = temporaryFolder();
  steps = [];
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: locked }));
});

function installedByHand(packages: unknown): void {
  writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
}

test("packagesAreCurrent(root) holds from the installation until the lockfile, .npmrc or node_modules change", async () => {
  expect(packagesAreCurrent(root)).toBe(false);
  await installPackages(root, lock, progress);
  expect(packagesAreCurrent(root)).toBe(true);
  expect(steps).toEqual(["installing packages"]);
  writeFileSync(join(root, ".npmrc"), "ignore-scripts=true");
  expect(packagesAreCurrent(root)).toBe(false);
  await installPackages(root, lock, progress);
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(packagesAreCurrent(root)).toBe(false);
});

test("installPackages(root) leaves no stamp when npm fails", async () => {
  const failing = { step: () => Promise.reject(new Error("no network")) };
  await expect(installPackages(root, lock, failing)).rejects.toThrow("no network");
  expect(packagesAreCurrent(root)).toBe(false);
});

test("installPackages(root) takes what `npm ci` by hand has installed", async () => {
  installedByHand({ "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } });
  await installPackages(root, lock, progress);
  expect(steps).toEqual([]);
  expect(packagesAreCurrent(root)).toBe(true);
});

test.each([
  ["is missing", {}],
  ["has another version", { "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } }],
  ["has another content", { "node_modules/a": { version: "1.0.0", integrity: "sha512-b" } }],
])("matchesLockfile(root) is false when a package %s", (_what, packages) => {
  installedByHand(packages);
  expect(matchesLockfile(root)).toBe(false);
});
