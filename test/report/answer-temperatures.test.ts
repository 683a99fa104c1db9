import { describe, expect, it } from "vitest";
import { temperatureSentence } from "../../src/report/answer-temperatures.ts";
import { madeResults } from "./made-results.ts";

const test: Readonly<Record<number, number>> = { 1: 0.91, 2: 0.92, 20: 0.8 };
const validation: Readonly<Record<number, number>> = { 1: 0.95, 2: 0.9, 20: 0.85 };

function results(temperature: readonly number[]) {
  return madeResults({
    seeds: [1, 2],
    students: [
      { name: "soft", kind: "mlp", labels: "soft", epochs: 1, grid: { temperature, alpha: [0.5, 1] } },
    ],
    // alpha = 0.5 is better on validation, alpha = 1 on test.
    made: ({ variant }) => ({
      test: test[Number(variant.temperature)]! + (variant.alpha === 1 ? 0.05 : 0),
      validation: validation[Number(variant.temperature)]! - (variant.alpha === 1 ? 0.01 : 0),
    }),
  });
}

describe("temperatureSentence(results)", () => {
  it("tells test accuracy from the lowest temperature to the highest, and which one validation prefers", () => {
    expect(temperatureSentence(results([20, 1, 2]))).toBe(
      "Over temperatures, at each the best variant on validation, test accuracy in % (not tested): " +
        "soft 91.0 (T = 1), 92.0 (T = 2), 80.0 (T = 20), T = 1 highest on validation.",
    );
  });

  it("is empty where an arm has one temperature", () => {
    expect(temperatureSentence(results([2]))).toBe("");
  });
});
