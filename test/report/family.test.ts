import { describe, expect, it } from "vitest";
import { armComparisons, controlComparisons, pointLines } from "../../src/report/family.ts";
import { pText } from "../../src/report/p-value.ts";
import { findingText } from "../../src/report/tested.ts";
import { givenResults } from "./given-results.ts";
import { around, madeResults } from "./made-results.ts";

const seeds = [1, 2, 3, 4, 5];
const network = { kind: "mlp", labels: "hard", epochs: 1 };

/** Arms whose test accuracy lies around the baseline's 0.9 by so much. */
function results(
  differences: Readonly<Record<string, number>>,
  controls: readonly string[] = [],
  ownSeeds: readonly number[] = seeds,
) {
  const arms = Object.keys(differences).map((name) => ({
    ...network,
    name,
    baseline: "hard",
    control: controls.includes(name),
  }));
  return madeResults({
    seeds: ownSeeds,
    students: [{ ...network, name: "hard" }, ...arms],
    made: ({ arm, seed }) => ({
      test: arm === "hard" ? 0.9 : around(0.9 + differences[arm]!, seed),
    }),
  });
}

describe("armComparisons(results)", () => {
  it("corrects all arms with a baseline together, and calls a gain only what passes", () => {
    // scipy 1.17.1: ttest_rel(0.9 + d + [-0.001, -0.001, 0, 0.001, 0.001], [0.9] * 5).pvalue
    // d = 0.005: 0.00036434830; d = 0.0015: 0.028460203; d = 0: 1. Times 3, 2 and 1: 0.0010930449, 0.056920407, 1.
    const [large, small, zero] = armComparisons(results({ large: 0.005, small: 0.0015, zero: 0 }));
    expect(large).toMatchObject({ verdict: "gain", tests: 3 });
    expect(small).toMatchObject({ verdict: "uncorrected", tests: 3 });
    expect(zero).toMatchObject({ verdict: "none", tests: 3 });
    expect(large!.adjustedP).toBeCloseTo(0.0010930449, 9);
    expect(small!.adjustedP).toBeCloseTo(0.056920407, 8);
    expect(zero!.adjustedP).toBeCloseTo(1, 12);
  });

  it("counts the very same results once, whatever the arms are called", () => {
    const own = givenResults({
      seeds,
      students: ["hard", "soft", "again", "other"].map((name) => ({
        ...network,
        name,
        ...(name === "hard" ? {} : { baseline: "hard" }),
      })),
      cell: ({ arm, seed }) => ({
        key: `${arm === "again" ? "soft" : arm} ${seed}`,
        accuracy: arm === "hard" ? 0.9 : around(0.9015, seed),
      }),
    });
    const [soft, again, other] = armComparisons(own);
    expect([soft, again, other].map((one) => one!.sameAs?.spec.name)).toEqual([undefined, "soft", undefined]);
    // 0.028460203 as below, times 2: two different comparisons, not three
    for (const one of [soft, again, other]) {
      expect(one!.tests).toBe(2);
      expect(one!.adjustedP).toBeCloseTo(0.056920407, 8);
    }
  });

  it("leaves the p of a single comparison as it is", () => {
    const [only] = armComparisons(results({ small: 0.0015 }));
    expect(only!.adjustedP).toBeCloseTo(0.028460203, 8);
    expect(only!.verdict).toBe("gain");
  });

  it("calls a loss what lies below 0", () => {
    expect(armComparisons(results({ worse: -0.005 }))[0]!.verdict).toBe("loss");
  });

  it("has no test and no place in the family for one seed", () => {
    const [only] = armComparisons(results({ large: 0.005 }, [], [1]));
    expect(only).toMatchObject({ verdict: "single", adjustedP: Number.NaN, tests: 0 });
  });

  it("has no test where every seed says the same", () => {
    const same = madeResults({
      seeds,
      students: [
        { ...network, name: "hard" },
        { ...network, name: "other", baseline: "hard" },
      ],
      made: ({ arm }) => ({ test: arm === "hard" ? 0.9 : 0.91 }),
    });
    expect(armComparisons(same)[0]).toMatchObject({ verdict: "same", adjustedP: Number.NaN, tests: 0 });
  });

  it("leaves the controls to a family of their own", () => {
    const own = results({ large: 0.005, small: 0.0015, permuted: 0.0015 }, ["permuted"]);
    expect(armComparisons(own).map(({ arm }) => arm.spec.name)).toEqual(["large", "small"]);
    expect(controlComparisons(own).map(({ arm, tests }) => [arm.spec.name, tests])).toEqual([
      ["permuted", 1],
    ]);
    // Two tests, not three: the larger p is multiplied by 1.
    expect(armComparisons(own)[1]!.adjustedP).toBeCloseTo(0.028460203, 8);
  });
});

describe("armComparisons(results) and pointLines(results)", () => {
  // At 2 epochs, which validation prefers, p is 0.028460203 alone, as below; times 3 in the table of three points.
  const twoFamilies = madeResults({
    seeds,
    students: ["hard", "soft"].map((name) => ({
      ...network,
      name,
      grid: { epochs: [1, 2, 3] },
      ...(name === "soft" ? { baseline: "hard" } : {}),
    })),
    made: ({ arm, variant, seed }) => ({
      validation: variant.epochs === 2 ? 0.95 : 0.9,
      test: arm === "hard" ? 0.9 : around(variant.epochs === 2 ? 0.9015 : 0.9, seed),
    }),
  });

  it("give a pair that is in both families the larger p", () => {
    const [comparison] = armComparisons(twoFamilies);
    const point = pointLines(twoFamilies)[0]!.points[1]!;
    for (const tested of [comparison!, point]) {
      expect(tested.adjustedP).toBeCloseTo(3 * 0.028460203, 7);
      expect(tested.verdict).toBe("uncorrected");
    }
  });
});

describe("findingText(tested)", () => {
  it("says so where an interval leaves out 0 and the correction does not let it pass", () => {
    const [, small] = armComparisons(results({ large: 0.005, small: 0.0015, zero: 0 }));
    // 0.15 -+ 0.124 points
    expect(findingText(small!)).toBe(
      "+0.15 points (95 % CI 0.03 to 0.27, n = 5 seeds, paired), which excludes 0, but no claim after Holm's correction",
    );
  });
});

describe("pText(p)", () => {
  it("has three decimals, and one more just below 0.05", () => {
    expect([0.0124, 0.5, 1].map(pText)).toEqual(["0.012", "0.500", "1.000"]);
    expect([0.04996, 0.05, 0.0504].map(pText)).toEqual(["0.0499", "0.050", "0.050"]);
  });

  it("tells a tiny one by its bound, and what is no test by a dash", () => {
    expect([0.00099, 0, Number.NaN].map(pText)).toEqual(["< 0.001", "< 0.001", "–"]);
  });
});
