import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { cachedLibrary, isIntact, libraryFolder, requireParts } from "../../scripts/native/library.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

const source = {
  kind: "wheel",
  version: "9.9.9",
  platform: "linux-x64",
  sha256: "ab",
  bytes: 3e6,
  unpackedBytes: 7e6,
};
const name = "9.9.9-linux-x64";

let cache: string;
let said: string[];
let fetched: number;
const progress = {
  step: (text: string, work: () => Promise<unknown>) => {
    said.push(text);
    return work();
  },
  line: (text: string) => void said.push(text),
};
const transport = {
  freeBytes: async () => 10e6,
  fetch: async (_source: unknown, folder: string) => {
    fetched++;
    writeFileSync(join(folder, "a.whl"), "wheel");
    return join(folder, "a.whl");
  },
  unpack: async (_source: unknown, _archive: string, goal: string) => fillLibrary(goal),
};

function fillLibrary(goal: string): void {
  for (const file of [
    "lib/libtensorflow_cc.so.2",
    "include/tensorflow/c/c_api.h",
    "include/tensorflow/c/eager/c_api.h",
  ]) {
    mkdirSync(dirname(join(goal, file)), { recursive: true });
    writeFileSync(join(goal, file), "content");
  }
}

beforeEach(() => {
  cache = temporaryFolder();
  said = [];
  fetched = 0;
});

describe("cachedLibrary(cache, source, progress, transport)", () => {
  test("leaves lib, include and a manifest, and nothing else in the cache", async () => {
    const folder = await cachedLibrary(cache, source, progress, transport);
    expect(folder).toBe(join(cache, "libtensorflow", name));
    expect(readdirSync(folder).sort()).toEqual(["include", "lib", "manifest.json"]);
    expect(readdirSync(join(cache, "libtensorflow"))).toEqual([name]);
    expect(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))).toEqual({
      tensorflow: "9.9.9",
      source: "wheel",
      sha256: "ab",
      files: { "libtensorflow_cc.so.2": 7 },
    });
    expect(said).toEqual(["downloading TensorFlow 9.9.9 (3 MB)", "unpacking TensorFlow"]);
  });

  test("fetches once for two at once, and not again later", async () => {
    await Promise.all([1, 2].map(() => cachedLibrary(cache, source, progress, transport)));
    await cachedLibrary(cache, source, progress, transport);
    expect(fetched).toBe(1);
  });

  test("removes what a killed set-up left, and only that", async () => {
    const parent = join(cache, "libtensorflow");
    mkdirSync(join(parent, `${name}.tmp-x1y2z3`, "download"), { recursive: true });
    mkdirSync(join(parent, "8.8.8-linux-x64.tmp-x1y2z3"));
    await cachedLibrary(cache, source, progress, transport);
    expect(readdirSync(parent).sort()).toEqual(["8.8.8-linux-x64.tmp-x1y2z3", name]);
  });

  test("makes a library again that was cut short or is of another archive", async () => {
    const folder = await cachedLibrary(cache, source, progress, transport);
    truncateSync(join(folder, "lib", "libtensorflow_cc.so.2"), 3);
    await cachedLibrary(cache, source, progress, transport);
    await cachedLibrary(cache, { ...source, sha256: "cd" }, progress, transport);
    expect(fetched).toBe(3);
    expect(isIntact(folder, { ...source, sha256: "cd" })).toBe(true);
  });

  test("says how much space is needed and where, before it fetches", async () => {
    const little = { ...transport, freeBytes: async () => 9_999_999 };
    await expect(cachedLibrary(cache, source, progress, little)).rejects.toThrow(
      `needs 10 MB in ${join(cache, "libtensorflow")} while it is unpacked, and 10 MB are free. Free some space, or name a folder on another disk with DISTILGRID_CACHE.`,
    );
    expect(fetched).toBe(0);
  });

  test("leaves nothing when the download fails half way", async () => {
    const broken = { ...transport, unpack: () => Promise.reject(new Error("cut off")) };
    await expect(cachedLibrary(cache, source, progress, broken)).rejects.toThrow("cut off");
    expect(readdirSync(join(cache, "libtensorflow"))).toEqual([]);
  });

  test("refuses an archive without headers", async () => {
    const bare = {
      ...transport,
      unpack: async (_s: unknown, _a: unknown, goal: string) => void mkdirSync(join(goal, "lib")),
    };
    await expect(cachedLibrary(cache, source, progress, bare)).rejects.toThrow(
      "The wheel of TensorFlow 9.9.9 has no include/tensorflow/c/c_api.h",
    );
    expect(isIntact(libraryFolder(cache, source), source)).toBe(false);
  });

  test("names a cache folder that cannot be made", async () => {
    writeFileSync(join(cache, "file"), "");
    const inFile = join(cache, "file", "sub");
    await expect(cachedLibrary(inFile, source, progress, transport)).rejects.toThrow(
      `The cache folder ${join(inFile, "libtensorflow")} cannot be made (ENOTDIR). Name another one with DISTILGRID_CACHE.`,
    );
  });
});

test("requireParts(folder, what) asks for a libtensorflow in lib/", () => {
  fillLibrary(cache);
  expect(() => requireParts(cache, "It")).not.toThrow();
  const other = temporaryFolder();
  fillLibrary(other);
  writeFileSync(join(other, "lib", "unrelated.so"), "");
  expect(() => requireParts(other, "It")).not.toThrow();
  expect(() => requireParts(join(other, "include"), "LIBTENSORFLOW_DIR")).toThrow(
    "LIBTENSORFLOW_DIR has no lib",
  );
});
