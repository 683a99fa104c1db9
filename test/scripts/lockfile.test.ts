// What an installation brings in: packages of the public registry alone, by their hashes, and none of their scripts runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ciArguments } from "../../scripts/packages.mjs";
import { packageRoot } from "../../src/package-root.ts";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => readFileSync(join(packageRoot(), name), "utf8");
const { packages } = JSON.parse(read("package-lock.json")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const installed = Object.entries(packages).filter(([path]) => path !== "");

/** Packages that would run a script when they are installed, and why nothing is lost if it does not run. */
const withScripts: Readonly<Record<string, string>> = {
  "node_modules/@tensorflow/tfjs-node":
    "gets a library that is no longer served; npm run setup:native does its work",
  "node_modules/core-js": "asks for donations",
  "node_modules/protobufjs": "warns of a range of versions; a test dependency, by onnxruntime-web",
};

test("package-lock.json: each package with an install script is known", () => {
  const found = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  expect(found.sort()).toEqual(Object.keys(withScripts).sort());
});

// npm writes where a package came from unless that is the registry in use (.npmrc), and .npmrc names no other than npm's own.
test("package-lock.json: every package comes from the registry, with its hash", () => {
  const others = installed.filter(
    ([, { version, resolved, integrity, link }]) =>
      resolved !== undefined ||
      link === true ||
      !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "") ||
      !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version ?? ""),
  );
  expect(others).toEqual([]);
  expect(installed.length).toBeGreaterThan(100);
  expect(read(".npmrc")).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  expect(read(".npmrc")).not.toMatch(/registry *=/);
});

test("the set-up installs what package-lock.json says and runs no install script, whatever npm is set to", () => {
  expect(ciArguments[0]).toBe("ci");
  expect(ciArguments).toContain("--ignore-scripts");
  expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m); // for those who run npm by hand
});
