import { describe, expect, it } from "vitest";
import { timeSummary } from "../../../bench/suite/summary.ts";

describe("timeSummary(samplesMs)", () => {
  it("is median, median absolute deviation, 10th and 90th percentile, and n, in whatever order", () => {
    // Sorted 1 2 4 7 100: the middle is 4. Distances to it 3 2 0 3 96, sorted 0 2 3 3 96: the middle is 3.
    // Places of the percentiles: 0.1 * 4 = 0.4 -> 1 + 0.4 * (2 - 1) = 1.4; 0.9 * 4 = 3.6 -> 7 + 0.6 * (100 - 7) = 62.8.
    const { p10Ms, p90Ms, ...others } = timeSummary([7, 1, 100, 4, 2]);
    expect(others).toEqual({ medianMs: 4, madMs: 3, n: 5 });
    expect(p10Ms).toBeCloseTo(1.4, 12);
    expect(p90Ms).toBeCloseTo(62.8, 12);
  });

  it("of an even number has its median between the two in the middle", () => {
    // 1 and 3: the middle is 2, both distances 1; percentiles 1 + 0.1 * 2 and 1 + 0.9 * 2.
    expect(timeSummary([3, 1])).toEqual({ medianMs: 2, madMs: 1, p10Ms: 1.2, p90Ms: 2.8, n: 2 });
  });

  it("of one sample is that sample, without a spread", () => {
    expect(timeSummary([5])).toEqual({ medianMs: 5, madMs: 0, p10Ms: 5, p90Ms: 5, n: 1 });
  });

  it("leaves the caller's order alone", () => {
    const samples = [3, 1, 2];
    timeSummary(samples);
    expect(samples).toEqual([3, 1, 2]);
  });
});
