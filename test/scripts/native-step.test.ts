import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { nativeStep } from "../../scripts/setup.mjs";
import { SetupError } from "../../scripts/setup-error.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

const machine = { platform: "linux", arch: "x64", libc: "glibc" };

let root: string;
let cache: string;
let lines: string[];
let attempts: number;

beforeEach(() => {
  root = temporaryFolder();
  cache = temporaryFolder();
  mkdirSync(join(root, "node_modules/@tensorflow/tfjs-node"), { recursive: true });
  lines = [];
  attempts = 0;
});

function job() {
  const progress = {
    step: (_name: string, work: () => Promise<unknown>) => work(),
    line: (text: string) => void lines.push(text),
  };
  return { root, lock: { working: () => undefined }, progress };
}

/** A machine on which every download fails; `python3 -m pip` is played by a program that does nothing. */
function offline(changes: Record<string, unknown> = {}) {
  const find = (name: string) => (name === "python3" ? "/bin/true" : `/usr/bin/${name}`);
  const fetch = async () => {
    attempts++;
    throw new SetupError("the network is down.");
  };
  return {
    env: { DISTILGRID_CACHE: cache },
    machine,
    find,
    transport: { fetch, unpack: fetch, freeBytes: async () => 1e12 },
    ...changes,
  };
}

describe("nativeStep(job, required, surroundings)", () => {
  test("goes on with one line that names what is missing, how to get it and the command", async () => {
    await nativeStep(job(), false, offline({ find: () => null }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain("\n");
    expect(lines[0]).toMatch(
      /^native engine not available: missing: python3, pip for python3, a C\+\+ compiler, make/,
    );
    expect(lines[0]).toContain("portable engine");
    expect(lines[0]).toContain("`npm run setup:native`");
  });

  test("fails for the same reason when the native engine is required", async () => {
    const required = nativeStep(job(), true, offline({ find: () => null }));
    await expect(required).rejects.toBeInstanceOf(SetupError);
    await expect(required).rejects.toThrow("The native engine cannot be set up: missing: python3");
    expect(lines).toEqual([]);
  });

  test("does not try a failed download again, but says the same line", async () => {
    await nativeStep(job(), false, offline());
    const first = attempts;
    await nativeStep(job(), false, offline());
    expect(first).toBe(2); // the wheel, then the tarball
    expect(attempts).toBe(first);
    expect(lines[0]).toContain("the network is down. the network is down. The folder");
    expect(lines[1]).toBe(lines[0]);
  });

  test("tries again when the native engine is required", async () => {
    await nativeStep(job(), false, offline());
    await expect(nativeStep(job(), true, offline())).rejects.toThrow("the network is down");
    expect(attempts).toBe(4);
  });

  test("tries again when the programs on the machine change", async () => {
    await nativeStep(job(), false, offline());
    const find = (name: string) => (name === "python3" ? "/bin/true" : `/opt/${name}`);
    await nativeStep(job(), false, offline({ find }));
    expect(attempts).toBe(4);
  });

  test("downloads nothing on a machine that no library is published for", async () => {
    await nativeStep(job(), false, offline({ machine: { platform: "linux", arch: "x64", libc: "musl" } }));
    expect(attempts).toBe(0);
    expect(lines[0]).toContain("publishes no C library for this kind of machine");
  });

  test("takes the folder that LIBTENSORFLOW_DIR names, and no other source if it is wrong", async () => {
    const env = { DISTILGRID_CACHE: cache, LIBTENSORFLOW_DIR: join(root, "empty") };
    mkdirSync(env.LIBTENSORFLOW_DIR);
    await nativeStep(job(), false, offline({ env }));
    expect(attempts).toBe(0);
    expect(lines[0]).toContain(`LIBTENSORFLOW_DIR (${env.LIBTENSORFLOW_DIR}) has no lib`);
  });

  test("says so when the optional package is not installed", async () => {
    await nativeStep({ ...job(), root: temporaryFolder() }, false, offline());
    expect(lines[0]).toContain("@tensorflow/tfjs-node is not installed");
  });

  test("survives a cache that cannot be written to", async () => {
    writeFileSync(join(cache, "file"), "");
    const env = { DISTILGRID_CACHE: join(cache, "file", "sub") };
    await nativeStep(job(), false, offline({ env }));
    expect(lines[0]).toContain("cannot be made (ENOTDIR)");
  });

  test("is silent when it succeeds, and forgets the failure", async () => {
    await nativeStep(job(), false, offline());
    const staged: unknown[] = [];
    const fetch = async () => "archive";
    const unpack = async (_source: unknown, _archive: string, goal: string) => {
      for (const folder of ["lib", "include/tensorflow/c/eager"])
        mkdirSync(join(goal, folder), { recursive: true });
      for (const file of [
        "lib/libtensorflow.so.2",
        "include/tensorflow/c/c_api.h",
        "include/tensorflow/c/eager/c_api.h",
      ]) {
        writeFileSync(join(goal, file), "");
      }
    };
    const online = offline({
      transport: { fetch, unpack, freeBytes: async () => 1e12 },
      stage: async (_root: string, library: unknown) => void staged.push(library),
    });
    lines = [];
    await nativeStep(job(), true, online);
    expect(lines).toEqual([]);
    expect(staged).toMatchObject([
      { source: "wheel", folder: join(cache, "libtensorflow", "2.21.0-linux-x64") },
    ]);
    expect(readdirSync(cache)).toEqual(["libtensorflow"]);
  });
});
