import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { build, buildIsCurrent } from "../../scripts/build.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

const lock = { working: () => undefined };
const progress = { step: (_name: string, work: () => Promise<unknown>) => work() };
// Without the standard library, so that the compiler has next to nothing to do.
const compilerOptions = { module: "esnext", target: "es2023", rootDir: ".", noLib: true, types: [] };

/** Compiled by asc, not by tsc. */
const assembly = "src/students/tree/assembly";

let root: string;

beforeEach(() => {
  root = temporaryFolder();
  mkdirSync(join(root, "src/cli"), { recursive: true });
  mkdirSync(join(root, assembly), { recursive: true });
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  writeFileSync(join(root, "package-lock.json"), "{}");
  const configuration = { compilerOptions, include: ["src"], exclude: [assembly] };
  writeFileSync(join(root, "tsconfig.build.json"), JSON.stringify(configuration));
  const builtIn = [
    "Array",
    "Boolean",
    "CallableFunction",
    "Function",
    "IArguments",
    "NewableFunction",
    "Number",
  ];
  const interfaces = [...builtIn, "Object", "RegExp", "String"]
    .map((name) => `interface ${name} {}`)
    .join("\n");
  writeFileSync(join(root, "src/lib.d.ts"), interfaces.replace("Array", "Array<T>"));
  writeFileSync(join(root, "src/cli/main.ts"), "export const one = 1;\n");
  // What TypeScript would refuse: i32 is a type of AssemblyScript's.
  const options = { optimizeLevel: 0, runtime: "stub" };
  writeFileSync(join(root, assembly, "asconfig.json"), JSON.stringify({ entries: ["splits.ts"], options }));
  writeFileSync(join(root, assembly, "splits.ts"), "export function two(): i32 { return 2; }\n");
});

describe("build(root, lock, progress)", () => {
  test("makes dist with an executable command, once for the same sources", async () => {
    expect(buildIsCurrent(root)).toBe(false);
    await build(root, lock, progress);
    expect(buildIsCurrent(root)).toBe(true);
    expect(statSync(join(root, "dist/src/cli/main.js")).mode & 0o111).toBe(0o111);
    writeFileSync(join(root, "src/cli/main.ts"), "export const one = 2;\n");
    expect(buildIsCurrent(root)).toBe(false);
  });

  test("makes the WebAssembly of the trees, and is not current when its source changes", async () => {
    await build(root, lock, progress);
    const made = new WebAssembly.Module(readFileSync(join(root, "dist/src/students/tree/splits.wasm")));
    expect((new WebAssembly.Instance(made, {}).exports.two as () => number)()).toBe(2);
    writeFileSync(join(root, assembly, "splits.ts"), "export function three(): i32 { return 3; }\n");
    expect(buildIsCurrent(root)).toBe(false);
  });

  test("drops what has no source any more, and drafts that a killed build left", async () => {
    mkdirSync(join(root, "dist.tmp-1"));
    mkdirSync(join(root, "dist/src"), { recursive: true });
    writeFileSync(join(root, "dist/src/gone.js"), "");
    await build(root, lock, progress);
    expect(readdirSync(join(root, "dist/src"))).toEqual(["cli", "students"]);
    expect(readdirSync(root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
  });

  test("leaves the old dist and the compiler's words when the AssemblyScript is wrong", async () => {
    mkdirSync(join(root, "dist"));
    writeFileSync(join(root, assembly, "splits.ts"), "export function two(): i32 { return three; }\n");
    await expect(build(root, lock, progress)).rejects.toThrow(
      /do not compile[\s\S]*Cannot find name 'three'/,
    );
    expect(readdirSync(root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
    expect(buildIsCurrent(root)).toBe(false);
  });

  test("leaves the old dist and the compiler's words when the sources are wrong", async () => {
    mkdirSync(join(root, "dist"));
    writeFileSync(join(root, "src/cli/main.ts"), "export const one: string = 1;\n");
    await expect(build(root, lock, progress)).rejects.toThrow(
      /do not compile.*\n?.*src\/cli\/main\.ts\(1,14\): error TS2322/,
    );
    expect(readdirSync(root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
    rmSync(join(root, "dist"), { recursive: true });
    expect(buildIsCurrent(root)).toBe(false);
  });
});
