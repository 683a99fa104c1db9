import { describe, expect, it } from "vitest";
import { renderBytes, renderDuration } from "../../src/cli/units.ts";

describe("renderDuration(ms)", () => {
  it.each([
    [0, "0.0 s"],
    [449, "0.4 s"],
    [9949, "9.9 s"],
    [9950, "10 s"],
    [59_400, "59 s"],
    [59_500, "1 min 0 s"],
    [185_000, "3 min 5 s"],
    [3_599_600, "1 h 0 min"],
    [4_320_000, "1 h 12 min"],
  ])("renderDuration(%i) is %j", (ms, text) => {
    expect(renderDuration(ms)).toBe(text);
  });
});

describe("renderBytes(bytes)", () => {
  it.each([
    [10_008, "10 kB"],
    [47_040_016, "47 MB"],
    [3_149_000_000, "3.1 GB"],
  ])("renderBytes(%i) is %j", (bytes, text) => {
    expect(renderBytes(bytes)).toBe(text);
  });
});
