import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/study/yaml.ts";
import { UserError } from "../../src/user-error.ts";

describe("parseYaml(text, fileName)", () => {
  it("parseYaml(text, fileName) reads numbers that are none as such, for the schema to refuse", () => {
    expect(parseYaml("a: .nan\nb: -.inf", "f").value).toEqual({ a: Number.NaN, b: Number.NEGATIVE_INFINITY });
  });

  it("parseYaml(text, fileName).locate(path) is the place of the value, or of the nearest level above", () => {
    const { locate } = parseYaml("a:\n  b: [1,\n    2]\n", "f.yaml");
    expect(locate(["a", "b", 1])).toBe("f.yaml:3:5");
    expect(locate(["a", "x", 1])).toBe("f.yaml:2:3");
  });

  it.each([
    ["nothing", "# only a comment\n", "f.yaml: Expected a study, but the file is empty."],
    ["a repeated key", "x: 1\na: 2\na: 3\n", "f.yaml:3:1: Map keys must be unique."],
    ["a repeated key in JSON", '{"a": 1,\n "a": 2}', "f.yaml:2:2: Map keys must be unique."],
    ["a key that is no text", "? [a]\n: b\n", "f.yaml:1:3: Expected each key to be a text."],
    ["a tag", "a: !foo 1\n", "f.yaml:1:4: Unresolved tag: !foo."],
    ["a tag of YAML 1.1", "a: !!binary aGk=\n", "f.yaml:1:4: Unresolved tag: tag:yaml.org,2002:binary."],
    [
      "a second document",
      "a: 1\n---\nb: 2\n",
      "f.yaml:2:1: Expected one YAML document, but a second one starts here.",
    ],
    ["a tab as indentation", "a:\n\tb: 1\n", "f.yaml:2:1: Tabs are not allowed as indentation."],
    [
      "an alias without its anchor",
      "a: *x\n",
      "f.yaml: Unresolved alias (the anchor must be set before the alias): x.",
    ],
  ])("parseYaml(text, fileName) refuses %s, with line and column", (_, text, message) => {
    expect(() => parseYaml(text, "f.yaml")).toThrow(new UserError(message));
  });

  it.each([
    ["[", "[".repeat(100_000)],
    ["- ", "- ".repeat(20_000)],
    ["? ", "? ".repeat(20_000)],
    ["{a: ", "{a: ".repeat(20_000)],
  ])("parseYaml(text, fileName) refuses %j a thousandfold before it fills the stack", (_, text) => {
    expect(() => parseYaml(text, "f.yaml")).toThrow(
      "f.yaml:1: Expected a study, but lists and mappings are nested too deeply here.",
    );
  });

  it("parseYaml(text, fileName) refuses aliases of aliases that would fill the memory", () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i}: &l${i} [${`*l${i - 1},`.repeat(9)}]`);
    const text = ["l0: &l0 [x]", ...levels.slice(1)].join("\n");
    expect(() => parseYaml(text, "f.yaml")).toThrow("f.yaml: Excessive alias count");
  });

  it("parseYaml(text, fileName) lets a mapping be written once and used twice", () => {
    expect(parseYaml("a: &net {kind: mlp}\nb: *net\n", "f").value).toEqual({
      a: { kind: "mlp" },
      b: { kind: "mlp" },
    });
  });

  it("parseYaml(text, fileName) refuses more than a million bytes", () => {
    expect(() => parseYaml(`# ${"é".repeat(500_000)}`, "f.yaml")).toThrow(
      "f.yaml: Expected a study of at most 1000000 bytes, got 1000002.",
    );
  });
});
