import { mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { currentStamp, headersFolder, linkLibrary } from "../../scripts/native/addon.mjs";
import { processorId } from "../../scripts/native/lane-kernel.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

function touch(root: string, ...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), "");
  }
}

function linksMadeFrom(...files: string[]): Record<string, string> {
  const library = temporaryFolder();
  const deps = join(temporaryFolder(), "deps");
  touch(library, "include/tensorflow/c/c_api.h", ...files.map((name) => `lib/${name}`));
  linkLibrary(deps, library);
  expect(readlinkSync(join(deps, "include"))).toBe(join(library, "include"));
  const lib = join(deps, "lib");
  return Object.fromEntries(
    readdirSync(lib).map((name) => [name, readlinkSync(join(lib, name)).split("/").at(-1)!]),
  );
}

test("linkLibrary(deps, library) gives the wheel's files the names that the linker and the loader ask for", () => {
  expect(linksMadeFrom("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")).toEqual({
    "libtensorflow.so": "libtensorflow_cc.so.2",
    "libtensorflow_cc.so.2": "libtensorflow_cc.so.2",
    "libtensorflow_framework.so": "libtensorflow_framework.so.2",
    "libtensorflow_framework.so.2": "libtensorflow_framework.so.2",
  });
});

test("linkLibrary(deps, library) takes libtensorflow itself from the C library", () => {
  expect(linksMadeFrom("libtensorflow.so.2", "libtensorflow_framework.so.2")).toMatchObject({
    "libtensorflow.so": "libtensorflow.so.2",
    "libtensorflow.so.2": "libtensorflow.so.2",
  });
  expect(linksMadeFrom("libtensorflow.2.dylib", "libtensorflow_framework.2.dylib")).toEqual({
    "libtensorflow.2.dylib": "libtensorflow.2.dylib",
    "libtensorflow_framework.2.dylib": "libtensorflow_framework.2.dylib",
  });
});

test("headersFolder(execPath, version) takes the headers of this very version, or none", () => {
  const prefix = temporaryFolder();
  touch(prefix, "include/node/node_version.h");
  const text = "#define NODE_MAJOR_VERSION 22\n#define NODE_MINOR_VERSION 3\n#define NODE_PATCH_VERSION 1\n";
  writeFileSync(join(prefix, "include/node/node_version.h"), text);
  expect(headersFolder("/x/bin/node", "v22.3.1", ["/nowhere", prefix])).toBe(prefix);
  expect(headersFolder("/x/bin/node", "v24.0.0", ["/nowhere", prefix])).toBe(null);
});

test("currentStamp(root) holds only while package, addon and library are what it vouches for", () => {
  const root = temporaryFolder();
  const library = temporaryFolder();
  const tfjsNode = join(root, "node_modules/@tensorflow/tfjs-node");
  touch(library, "lib/libtensorflow.so.2", "include/tensorflow/c/c_api.h");
  touch(tfjsNode, "lib/napi-v8/tfjs_binding.node");
  writeFileSync(
    join(tfjsNode, "package.json"),
    '{ "version": "4.22.0", "binary": { "napi_versions": [3, 8] } }',
  );
  linkLibrary(join(tfjsNode, "deps"), library);
  expect(currentStamp(root)).toBe(null);
  const stamp = { tensorflow: "2.21.0", tfjsNode: "4.22.0" };
  writeFileSync(join(tfjsNode, "deps/distilgrid.json"), JSON.stringify(stamp)); // of before the fix for threads
  expect(currentStamp(root)).toBe(null);
  const safe = { ...stamp, threadSafe: true };
  writeFileSync(join(tfjsNode, "deps/distilgrid.json"), JSON.stringify(safe)); // of before the lane kernel
  expect(currentStamp(root)).toBe(null);
  const laneKernel = {
    source: "none",
    processor: processorId(),
    headers: headersFolder(process.execPath, process.version) !== null,
    built: false,
    why: "its source is not there",
  };
  writeFileSync(join(tfjsNode, "deps/distilgrid.json"), JSON.stringify({ ...safe, laneKernel }));
  expect(currentStamp(root)).toEqual({ ...safe, laneKernel });
  rmSync(library, { recursive: true }); // as when the user empties the cache
  expect(currentStamp(root)).toBe(null);
});
