import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeThreadSafe } from "../../scripts/native/thread-safety.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

function sourceFile(text: string): string {
  const path = join(temporaryFolder(), "tfjs_backend.cc");
  writeFileSync(path, text);
  return path;
}

test("makeThreadSafe(source) gives each thread its own set, and changes nothing the second time", () => {
  const path = sourceFile("before\nstatic std::set<std::string> ATTR_NAME_SET;\nafter\n");
  const fixed = "before\nstatic thread_local std::set<std::string> ATTR_NAME_SET;\nafter\n";
  makeThreadSafe(path);
  expect(readFileSync(path, "utf8")).toBe(fixed);
  makeThreadSafe(path);
  expect(readFileSync(path, "utf8")).toBe(fixed);
});

test("makeThreadSafe(source) refuses a source that it does not know, and leaves it alone", () => {
  const path = sourceFile("another version\n");
  expect(() => makeThreadSafe(path)).toThrow(`${path} does not hold`);
  expect(readFileSync(path, "utf8")).toBe("another version\n");
});
