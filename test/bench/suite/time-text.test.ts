import { describe, expect, it } from "vitest";
import { timeText } from "../../../bench/suite/time-text.ts";

describe("timeText(ms)", () => {
  it.each([
    [0.0000321, "32.1 ns"],
    [0.0331, "33.1 µs"],
    [0.999, "999 µs"],
    [1, "1.00 ms"],
    [45.67, "45.7 ms"],
    [1000, "1.00 s"],
    [125_000, "125 s"],
  ])("of %d takes the largest unit with 1 or more, and three digits", (ms, text) => {
    expect(timeText(ms)).toBe(text);
  });
});
