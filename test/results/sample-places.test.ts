import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedPlaces, decodedPlaces } from "../../src/results/sample-places.ts";

describe("codedPlaces(places)", () => {
  it("is worked by hand", () => {
    // Gaps 0, 1, 127, 300: bytes 0, 1, 127 and, as 300 = 2 * 128 + 44, 44 + 128 and 2. Places 0, 2, 130, 431.
    expect(codedPlaces([0, 2, 130, 431])).toBe(Buffer.from([0, 1, 127, 172, 2]).toString("base64"));
    expect(codedPlaces([])).toBe("");
  });

  it("is what decodedPlaces(text) reads", () => {
    const places = fc.uniqueArray(fc.nat(3_000_000)).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(places, (all) => {
        expect(decodedPlaces(codedPlaces(all))).toEqual(all);
      }),
    );
  });

  it("throws for places that do not ascend", () => {
    expect(() => codedPlaces([3, 3])).toThrow("Expected ascending places, got 3 after 3");
  });
});
