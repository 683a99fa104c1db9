import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { headersFolder } from "../../scripts/native/addon.mjs";
import { buildLaneKernel, laneKernelIsCurrent, processorId } from "../../scripts/native/lane-kernel.mjs";
import { kernelInterface, stampProblem } from "../../src/engine/available.ts";
import { processorId as processorOfEngine } from "../../src/machine/processor.ts";
import { packageRoot } from "../../src/package-root.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const lock = { working: () => undefined };
const headers = headersFolder(process.execPath, process.version);

function checkoutWith(source: string | null): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "src", "students", "kernel"), { recursive: true });
  if (source !== null) writeFileSync(join(root, "src", "students", "kernel", "lanes.cc"), source);
  return root;
}

test("processorId() is the same text in the set-up and in the engine", () => {
  expect(processorId()).toBe(processorOfEngine());
});

test("buildLaneKernel(root, file, headers, lock) says why there is none, and leaves no file", async () => {
  const cases: [string | null, string | null, string | RegExp][] = [
    [null, headers, "its source is not there"],
    ["", null, "the headers of this version of Node are not there"],
    ["this is no C++", headers ?? "/nowhere", /^it does not compile \(/],
    ["int nothing;", headers ?? "/nowhere", "it does not compute on this processor"],
  ];
  for (const [source, prefix, why] of cases) {
    const root = checkoutWith(source);
    const file = join(root, "lanes.node");
    const stamp = await buildLaneKernel(root, file, prefix, lock);
    expect(stamp).toMatchObject({
      built: false,
      why: typeof why === "string" ? why : expect.stringMatching(why),
    });
    expect(existsSync(file)).toBe(false);
  }
});

test("buildLaneKernel(root, file, headers, lock) notes the interface of the source, which is that of the engine", async () => {
  const stamp = await buildLaneKernel(packageRoot(), join(temporaryFolder(), "lanes.node"), null, lock);
  expect(stamp.interface).toBe(kernelInterface);
  const root = checkoutWith("constexpr int kInterface = 41;");
  expect((await buildLaneKernel(root, join(root, "lanes.node"), null, lock)).interface).toBe(41);
});

test("stampProblem(stamp) names a kernel of another version, and one without any, which was built before", () => {
  const stamp = { tensorflow: "2.0", tfjsNode: "4.0", threadSafe: true };
  const built = { built: true, processor: "any", interface: kernelInterface };
  expect(stampProblem({ ...stamp, laneKernel: built })).toBeNull();
  expect(stampProblem({ ...stamp, laneKernel: { built: false, processor: "any" } })).toBeNull();
  const other = "its lane kernel was built by another version of distilgrid";
  expect(stampProblem({ ...stamp, laneKernel: { ...built, interface: 1 } })).toBe(other);
  expect(stampProblem({ ...stamp, laneKernel: { built: true, processor: "any" } })).toBe(other);
  expect(stampProblem({ ...stamp, threadSafe: false })).toContain("without the fix for worker threads");
});

test("laneKernelIsCurrent(root, file, headers, stamp) holds for this source, processor, headers and file", async () => {
  const root = checkoutWith("one");
  const file = join(root, "lanes.node");
  const stamp = await buildLaneKernel(root, file, null, lock);
  expect(laneKernelIsCurrent(root, file, null, stamp)).toBe(true); // could not be built, and still cannot
  expect(laneKernelIsCurrent(root, file, "/headers", stamp)).toBe(false); // now there are headers
  expect(laneKernelIsCurrent(root, file, null, { ...stamp, processor: "another" })).toBe(false);
  expect(laneKernelIsCurrent(root, file, null, undefined)).toBe(false);
  const built = { ...stamp, built: true, why: null };
  expect(laneKernelIsCurrent(root, file, null, built)).toBe(false); // its file was removed
  writeFileSync(file, "");
  expect(laneKernelIsCurrent(root, file, null, built)).toBe(true);
  const header = join(root, "src", "students", "kernel", "network.h");
  writeFileSync(header, "two");
  expect(laneKernelIsCurrent(root, file, null, built)).toBe(false);
  rmSync(header);
  expect(laneKernelIsCurrent(root, file, null, built)).toBe(true);
  writeFileSync(join(root, "src", "students", "kernel", "lanes.cc"), "two");
  expect(laneKernelIsCurrent(root, file, null, built)).toBe(false);
});
