import { expect, test } from "vitest";
import { requireNode } from "../../scripts/node-version.mjs";
import { missingPrerequisites, prerequisites } from "../../scripts/prerequisites.mjs";

const all = (name: string) => `/usr/bin/${name}`;
const without =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name) ? null : all(name);
const hasPip = async () => true;

test("missingPrerequisites(found) is null when nothing is missing", async () => {
  expect(missingPrerequisites(await prerequisites({ find: all, hasPip }))).toBe(null);
});

test("missingPrerequisites(found, platform) names each one with its remedy", async () => {
  const found = await prerequisites({ find: without("python3", "make"), hasPip });
  expect(missingPrerequisites(found, "linux")).toBe(
    "missing: python3, pip for python3, make (on Debian or Ubuntu `sudo apt-get install -y python3 python3-pip make`, elsewhere the packages of the same purpose)",
  );
  expect(missingPrerequisites(found, "darwin")).toContain("`xcode-select --install`");
});

test("prerequisites({ hasPip }) asks the Python that was found for pip", async () => {
  const asked: string[] = [];
  const noPip = async (python: string) => {
    asked.push(python);
    return false;
  };
  const found = await prerequisites({ find: all, hasPip: noPip });
  expect(missingPrerequisites(found, "linux")).toMatch(/^missing: pip for python3 /);
  expect(asked).toEqual(["/usr/bin/python3"]);
});

test("prerequisites({ needsPip: false }) does without pip", async () => {
  const found = await prerequisites({ find: all, needsPip: false, hasPip: async () => false });
  expect(missingPrerequisites(found)).toBe(null);
});

test("prerequisites({ find }) is content with any of the three compilers", async () => {
  expect(missingPrerequisites(await prerequisites({ find: without("c++", "g++"), hasPip }))).toBe(null);
  const none = await prerequisites({ find: without("c++", "g++", "clang++"), hasPip });
  expect(missingPrerequisites(none, "linux")).toMatch(/^missing: a C\+\+ compiler /);
});

test.each(["20.19.0", "20.20.2", "22.0.0", "24.21.0"])("requireNode(%j) is content", (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

test.each(["18.20.8", "20.18.3", "nonsense"])("requireNode(%j) names both versions", (version) => {
  expect(() => requireNode(version)).toThrow(
    `distilgrid needs Node 20.19 or later, and this is Node ${version}.`,
  );
});
