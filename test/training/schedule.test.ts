import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateFactor, type ScheduleSettings } from "../../src/training/schedule.ts";

const factors = (settings: ScheduleSettings, steps: number) =>
  Array.from({ length: steps }, (_, index) => rateFactor(settings, index + 1, steps));

function expectClose(values: readonly number[], expected: readonly number[]) {
  expect(values.length).toBe(expected.length);
  expected.forEach((value, i) => void expect(values[i]).toBeCloseTo(value, 12));
}

describe("rateFactor(settings, step, steps)", () => {
  it("is 1 throughout for constant without warm-up", () => {
    expect(factors({ schedule: "constant", warmupSteps: 0 }, 3)).toEqual([1, 1, 1]);
  });

  it("rises in equal steps to 1 at the last step of the warm-up, worked by hand", () => {
    expectClose(factors({ schedule: "constant", warmupSteps: 4 }, 6), [1 / 4, 1 / 2, 3 / 4, 1, 1, 1]);
  });

  it("falls by half a cosine from 1 towards 0, worked by hand", () => {
    // (1 + cos(pi k / 4)) / 2 for k = 0 .. 3: cos 1, 1/sqrt 2, 0, -1/sqrt 2
    const half = Math.SQRT1_2 / 2;
    expectClose(factors({ schedule: "cosine", warmupSteps: 0 }, 4), [1, 0.5 + half, 0.5, 0.5 - half]);
  });

  it("falls by half a cosine over what the warm-up leaves, worked by hand", () => {
    // two steps of warm-up, then (1 + cos(pi k / 3)) / 2 for k = 0, 1, 2: cos 1, 1/2, -1/2
    expectClose(factors({ schedule: "cosine", warmupSteps: 2 }, 5), [1 / 2, 1, 1, 3 / 4, 1 / 4]);
  });

  it("goes on rising where the training is shorter than the warm-up", () => {
    expectClose(factors({ schedule: "cosine", warmupSteps: 10 }, 3), [0.1, 0.2, 0.3]);
    expectClose(factors({ schedule: "cosine", warmupSteps: 3 }, 3), [1 / 3, 2 / 3, 1]);
  });

  it("is above 0 and at most 1, rises while it warms up and never afterwards", () => {
    const settings = fc.record({
      schedule: fc.constantFrom("constant" as const, "cosine" as const),
      warmupSteps: fc.nat(60),
    });
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 100 }), (schedule, steps) => {
        const values = factors(schedule, steps);
        expect(values.every((value) => value > 0 && value <= 1)).toBe(true);
        values.slice(1).forEach((value, index) => {
          const step = index + 2;
          if (step <= schedule.warmupSteps) expect(value).toBeGreaterThan(values[index]!);
          else expect(value).toBeLessThanOrEqual(values[index]!);
        });
      }),
    );
  });
});
