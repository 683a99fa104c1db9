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

/** Of 10 samples of class 3, and no others, so many right. */
function madeThrees(
  students: readonly object[],
  right: (arm: string, seed: number) => number,
  seeds = [1, 2, 3],
) {
  return madeResults({
    seeds,
    students,
    made: ({ arm, seed }) => {
      const confusion = Array.from({ length: 10 }, () => Array<number>(10).fill(0));
      confusion[3]![3] = right(arm, seed);
      confusion[3]![8] = 10 - right(arm, seed);
      return { confusion };
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
    // Of class 3, 2 and 3 of 10: 25 %; with class 1, 11 and 12 of 20: 57.5 %. Of 1,000 samples 1 % are errors: 8 and 7 on class 3,
    // so 2 and 3 on the 990 others; 9 and 8 on both classes, so 1 and 2 on the 980 others.
    expect(leftOutSentence(results(arms))).toBe(
      "Never seen in training (3): test samples of these classes right, those of the other classes, and errors on all: " +
        "a 25.0 % right, others 99.7 %, 10.0 errors; b 25.0 % right, others 99.7 %, 10.0 errors. " +
        "Never seen in training (1, 3): test samples of these classes right, those of the other classes, and errors on all: c 57.5 % right, others 99.8 %, 10.0 errors.",
    );
  });

  it("leaves out controls, and is empty where every class is seen", () => {
    expect(leftOutSentence(results([without([3], "a", { control: true }), { ...network, name: "b" }]))).toBe(
      "",
    );
  });

  it("tells whole errors of a single seed", () => {
    expect(leftOutSentence(results([without([3], "a")], [1]))).toContain(
      "a 20.0 % right, others 99.8 %, 10 errors.",
    );
  });

  it("tells at most six arms of a set of classes", () => {
    const arms = [..."abcdefgh"].map((name) => without([3], name));
    expect(leftOutSentence(results(arms))).toMatch(
      /; f 25.0 % right, others 99.7 %, 10.0 errors; and 2 more\.$/,
    );
  });

  it("tells the largest difference to a baseline that never saw the same classes", () => {
    // Right of 10, over the seeds 1, 2, 3: 1, 2, 3 of "hard" and "last", 1, 2, 4 of "near" and 4, 6, 8 of "soft". Soft less hard: 30, 40,
    // 50 points, mean 40, sd 10, t(0.975, 2) = 4.3027, margin 4.3027 * 10 / sqrt(3) = 24.84. Near less hard: 0, 0, 10. Last: 0.
    const right = (arm: string, seed: number) => {
      if (arm === "soft") return 2 + 2 * seed;
      return arm === "near" && seed === 3 ? 4 : seed;
    };
    const hard = without([3], "hard");
    const [near, soft, last] = ["near", "soft", "last"].map((name) =>
      without([3], name, { baseline: "hard" }),
    );
    const [models, difference] = leftOutSentence(madeThrees([hard, near!, soft!, last!], right)).split(
      " Largest of 3 differences on these classes: ",
    );
    expect(models).toMatch(
      /soft 60\.0 % right, others 90\.3 %, 100\.0 errors; last 20\.0 % right, others 90\.7 %, 100\.0 errors\.$/,
    );
    expect(difference).toBe(
      "soft against hard, +40.0 points (95 % CI 15.2 to 64.8, n = 3 seeds, paired; fewer than 5 seeds carry no claim).",
    );
    expect(leftOutSentence(madeThrees([hard, soft!], right))).toMatch(
      /100\.0 errors\. Difference on these classes: soft against hard, /,
    );
  });

  it("tells a loss as it is, and no difference to a baseline that left out other classes or none", () => {
    const lost = [without([3], "a"), without([3], "b", { baseline: "a" })];
    // 5 and 2 of 10 right.
    expect(leftOutSentence(madeThrees(lost, (arm) => (arm === "a" ? 5 : 2), [1]))).toContain(
      "b against a, −30.0 points (n = 1, so there is no interval).",
    );
    const others = [
      { ...network, name: "seen" },
      without([3], "a", { baseline: "seen" }),
      without([1, 3], "b", { baseline: "a" }),
    ];
    expect(leftOutSentence(results(others))).not.toMatch(/ifference/);
  });

  it("has neither a share nor a difference where test has no sample of these classes", () => {
    const arms = [without([4], "a"), without([4], "b", { baseline: "a" })];
    expect(leftOutSentence(results(arms))).toMatch(
      /: a – % right, others 99\.0 %, 10\.0 errors; b – % right, others 99\.0 %, 10\.0 errors\.$/,
    );
  });

  it("is empty where nothing is done", () => {
    const none = madeResults({ seeds: [1], students: [without([3], "a")], made: () => null });
    expect(leftOutSentence(none)).toBe("");
  });
});
