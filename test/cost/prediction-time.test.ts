import { describe, expect, it } from "vitest";
import { predictionTime } from "../../src/cost/prediction-time.ts";

/** A clock that a prediction moves on by the next of `durations`, the last one for ever. */
function predictionsOf(durations: readonly number[]) {
  let nowMs = 0;
  let calls = 0;
  return {
    predict: () => {
      nowMs += durations[Math.min(calls++, durations.length - 1)]!;
    },
    clock: () => nowMs,
    calls: () => calls,
  };
}

describe("predictionTime(predict, samples, clock)", () => {
  it("is the time of one sample, of as many predictions as fill a millisecond, for 200 ms after 20 of warm-up", () => {
    const { predict, clock, calls } = predictionsOf([0.25]);
    const time = predictionTime(predict, 2, clock);
    // 80 predictions warm up; then 200 measurements of 4.
    expect(time).toEqual({ medianMs: 0.125, lowerQuartileMs: 0.125, upperQuartileMs: 0.125, n: 200 });
    expect(calls()).toBe(80 + 800);
  });

  it("has the median and the quartiles of the measurements, and not the warm-up among them", () => {
    // 90 warms up; 60, 20, 40 and 80 fill the 200 ms. Sorted 20 40 60 80: quartiles 35 and 65, median 50.
    const { predict, clock } = predictionsOf([90, 60, 20, 40, 80]);
    expect(predictionTime(predict, 1, clock)).toEqual({
      medianMs: 50,
      lowerQuartileMs: 35,
      upperQuartileMs: 65,
      n: 4,
    });
  });

  it("measures a slow prediction three times, and a very slow one once", () => {
    const slow = predictionsOf([300]);
    expect(predictionTime(slow.predict, 1, slow.clock).n).toBe(3);
    const verySlow = predictionsOf([2000]);
    expect(predictionTime(verySlow.predict, 1, verySlow.clock).n).toBe(1);
  });
});
