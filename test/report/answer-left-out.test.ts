import { describe, expect, it } from "vitest";
import { leftOutSentence } from "../../src/report/answer-left-out.ts";
import { madeResults } from "./made-results.ts";

const network = { kind: "mlp", epochs: 1, labels: "hard" };
const without = (leftOutClasses: readonly number[], name: string, fields: object = {}) => ({
  ...network,
  name,
  leftOutClasses,
  ...fields,
});

/** Of 10 samples of class 3 so many right, by seed; of 10 of class 1 all but one. */
function results(students: readonly object[], seeds = [1, 2]) {
  return madeResults({
    seeds,
    students,
    made: ({ seed }) => {
      const confusion = Array.from({ length: 10 }, () => Array<number>(10).fill(0));
      confusion[3]![3] = seed + 1;
      confusion[3]![5] = 9 - seed;
      confusion[1]![1] = 9;
      confusion[1]![7] = 1;
      return { confusion, test: 0.99 };
    },
  });
}

describe("leftOutSentence(results)", () => {
  it("tells for each set of classes how many of their samples are right, and the errors on all", () => {
    const arms = [
      without([3], "a"),
      without([3], "b"),
      without([1, 3], "c"),
      { ...network, name: "all seen" },
    ];
    // Of class 3, 2 and 3 of 10: 25 %; with class 1, 11 and 12 of 20: 57.5 %. Of 1,000 samples 1 % are errors.
    expect(leftOutSentence(results(arms))).toBe(
      "Never seen in training (3): test samples of these classes right, and errors on all: " +
        "a 25.0 % right, 10.0 errors; b 25.0 % right, 10.0 errors. " +
        "Never seen in training (1, 3): test samples of these classes right, and errors on all: c 57.5 % right, 10.0 errors.",
    );
  });

  it("leaves out controls, and is empty where every class is seen", () => {
    expect(leftOutSentence(results([without([3], "a", { control: true }), { ...network, name: "b" }]))).toBe(
      "",
    );
  });

  it("tells whole errors of a single seed", () => {
    expect(leftOutSentence(results([without([3], "a")], [1]))).toContain("a 20.0 % right, 10 errors.");
  });
});
