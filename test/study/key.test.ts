import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, keyOf } from "../../src/study/key.ts";

describe("canonicalJson(value)", () => {
  it("canonicalJson(value) sorts the fields of every object and keeps the order of lists", () => {
    expect(canonicalJson({ b: [3, 1, { z: null, a: "x" }], a: true })).toBe(
      '{"a":true,"b":[3,1,{"a":"x","z":null}]}',
    );
  });

  it("canonicalJson(value) leaves out fields that are undefined", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("canonicalJson(-0) is 0", () => {
    expect(canonicalJson([-0, 0])).toBe("[0,0]");
  });

  it.each([
    ["NaN", Number.NaN, "`NaN`"],
    ["Infinity", Number.POSITIVE_INFINITY, "`Infinity`"],
    ["a function", () => 1, "a value of type function"],
    ["a bigint", 1n, "a value of type bigint"],
    ["a symbol", Symbol("s"), "a value of type symbol"],
    ["a Map", new Map(), "an instance of Map"],
    ["undefined in a list", undefined, "a value of type undefined"],
  ])("canonicalJson(value) throws on %s and says where", (_, value, got) => {
    expect(() => canonicalJson({ a: [1, value] })).toThrow(
      `Expected plain JSON data, got ${got} (value.a[1])`,
    );
  });

  it("canonicalJson(value) reads back as the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON's own text drops the sign of -0, as ours does.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("canonicalJson(value) does not depend on the order in which fields were written", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue())), (entries) => {
        const unique = [...new Map(entries)].filter(([name]) => name !== "__proto__");
        const forwards = Object.fromEntries(unique);
        const backwards = Object.fromEntries(unique.toReversed());
        expect(canonicalJson(backwards)).toBe(canonicalJson(forwards));
      }),
    );
  });
});

describe("keyOf(value)", () => {
  it("keyOf(value) is the SHA-256 of the canonical text", () => {
    // printf '{"a":1,"b":[2,"x"]}' | sha256sum
    const expected = "454597f51f0e5988dd7d0864f82e826d91fd43ed815a21bb06cd7181e8547a2f";
    expect(keyOf({ b: [2, "x"], a: 1 })).toBe(expected);
  });

  it("keyOf(value) differs for values that differ in one leaf", () => {
    expect(keyOf({ a: 1 })).not.toBe(keyOf({ a: "1" }));
    expect(keyOf({ a: [] })).not.toBe(keyOf({ a: {} }));
  });
});
