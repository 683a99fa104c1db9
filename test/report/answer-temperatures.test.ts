import { describe, expect, it } from "vitest";
import { temperatureSentence } from "../../src/report/answer-temperatures.ts";
import { givenResults } from "./given-results.ts";
import { around, madeResults } from "./made-results.ts";

const network = { kind: "mlp", labels: "soft", epochs: 1 };
const fiveSeeds = [1, 2, 3, 4, 5];
const tested =
  "Over temperatures, at each the best variant on validation, test accuracy in %, mean ± sd, each tested against the lowest by Holm's correction (n = 5 seeds, paired): ";

const test: Readonly<Record<number, number>> = { 1: 0.91, 2: 0.92, 20: 0.8 };
const validation: Readonly<Record<number, number>> = { 1: 0.95, 2: 0.9, 20: 0.85 };

function results(temperature: readonly number[]) {
  return madeResults({
    seeds: [1, 2],
    students: [{ ...network, name: "soft", grid: { temperature, alpha: [0.5, 1] } }],
    // alpha = 0.5 is better on validation, alpha = 1 on test.
    made: ({ variant }) => ({
      test: test[Number(variant.temperature)]! + (variant.alpha === 1 ? 0.05 : 0),
      validation: validation[Number(variant.temperature)]! - (variant.alpha === 1 ? 0.01 : 0),
    }),
  });
}

type Differences = Readonly<Record<number, number>>;

/**
 * At T = 1 the accuracy is around 0.9, but moves by two points from seed to seed; at other temperatures it is higher by
 * the arm's difference, -+ 0.001. scipy 1.17.1: ttest_rel(0.9 + d + [-0.001, -0.001, 0, 0.001, 0.001], [0.9] * 5).pvalue
 * d = +-0.0003: 0.539; +-0.0014: 0.0352; +-0.005: 0.000364; +-0.02: 0.0000015. Unpaired (ttest_ind), 0.005 has p = 0.81.
 */
function differing(
  arms: Readonly<Record<string, Differences>>,
  { seeds = fiveSeeds, isDone = () => true }: { seeds?: number[]; isDone?: (cell: OneCell) => boolean } = {},
) {
  return madeResults({
    seeds,
    students: Object.entries(arms).map(([name, differences]) => ({
      ...network,
      name,
      grid: { temperature: [1, ...Object.keys(differences).map(Number)] },
    })),
    made: ({ arm, variant, seed }) => {
      const temperature = Number(variant.temperature);
      if (!isDone({ temperature, seed })) return null;
      const atLowest = 0.9 + 0.02 * (seed - 3);
      const test = temperature === 1 ? atLowest : around(atLowest + arms[arm]![temperature]!, seed);
      return { test, validation: temperature === 1 ? 0.95 : 0.9 };
    },
  });
}

interface OneCell {
  readonly temperature: number;
  readonly seed: number;
}

describe("temperatureSentence(results)", () => {
  it("tells test accuracy from the lowest temperature to the highest, and which one validation prefers", () => {
    expect(temperatureSentence(results([20, 1, 2]))).toBe(
      "Over temperatures, at each the best variant on validation, test accuracy in %, mean ± sd (not tested): " +
        "soft 91.0 ± 0.0 (T = 1), 92.0 ± 0.0 (T = 2), 80.0 ± 0.0 (T = 20), T = 1 highest on validation.",
    );
  });

  it("is empty where an arm has one temperature", () => {
    expect(temperatureSentence(results([2]))).toBe("");
  });

  it("marks gains and losses against the lowest temperature, seed by seed and by Holm's correction", () => {
    // sd of -4, -2, 0, 2, 4 points: sqrt(10) = 3.16; with -+ 0.1 on it: sqrt((4.1^2 + 2.1^2) / 2) = 3.26.
    // Four tests: 4 * 0.0000015, 3 * 0.000364, and 2 * 0.0352 = 0.070 twice, which is no claim.
    expect(temperatureSentence(differing({ soft: { 2: 0.005, 3: 0.0014, 4: -0.0014, 20: -0.02 } }))).toBe(
      `${tested}soft 90.0 ± 3.2 (T = 1), 90.5 ± 3.3 (T = 2, a gain), 90.1 ± 3.3 (T = 3), 89.9 ± 3.3 (T = 4), 88.0 ± 3.3 (T = 20, a loss), T = 1 highest on validation.`,
    );
  });

  it("says so where no difference is found", () => {
    expect(temperatureSentence(differing({ soft: { 2: 0.0003, 4: -0.0003 } }))).toBe(
      `${tested}soft 90.0 ± 3.2 (T = 1), 90.0 ± 3.3 (T = 2), 90.0 ± 3.3 (T = 4), T = 1 highest on validation, no difference found between any of them and T = 1.`,
    );
    expect(temperatureSentence(differing({ soft: { 2: 0.0003 } }))).toMatch(
      /, no difference found between the two\.$/,
    );
  });

  it("does not call it none found where only the correction takes the claim", () => {
    // 2 * 0.0352 = 0.070 twice
    expect(temperatureSentence(differing({ soft: { 2: 0.0014, 4: -0.0014 } }))).toMatch(
      /T = 1 highest on validation, no difference from T = 1 holds after the correction\.$/,
    );
  });

  it("corrects over the temperatures of one arm", () => {
    // Both arms together would be two tests of 0.070.
    expect(temperatureSentence(differing({ one: { 2: 0.0014 }, other: { 2: -0.0014 } }))).toBe(
      `${tested}one 90.0 ± 3.2 (T = 1), 90.1 ± 3.3 (T = 2, a gain), T = 1 highest on validation; ` +
        "other 90.0 ± 3.2 (T = 1), 89.9 ± 3.3 (T = 2, a loss), T = 1 highest on validation.",
    );
  });

  it("claims nothing on four seeds", () => {
    // Without the fifth seed the mean is 0.89 at T = 1, and 0.89 + 0.02 - 0.00025 at T = 2; one test, p far below 0.05.
    expect(temperatureSentence(differing({ soft: { 2: 0.02 } }, { seeds: [1, 2, 3, 4] }))).toBe(
      "Over temperatures, at each the best variant on validation, test accuracy in %, mean ± sd (not tested): " +
        "soft 89.0 ± 2.6 (T = 1), 91.0 ± 2.7 (T = 2), T = 1 highest on validation.",
    );
  });

  it("says which temperature has too few seeds beside one that has enough", () => {
    const isDone = ({ temperature, seed }: OneCell) => temperature !== 4 || seed < 3;
    expect(temperatureSentence(differing({ soft: { 2: 0.005, 4: 0.02 } }, { isDone }))).toBe(
      // At 4 two seeds: 0.86 and 0.88, + 0.02 - 0.001: 88.9, sd sqrt(2)
      `${tested}soft 90.0 ± 3.2 (T = 1), 90.5 ± 3.3 (T = 2, a gain), 88.9 ± 1.4 (T = 4, not tested), T = 1 highest on validation.`,
    );
  });

  it("says of a tree with one result for all seeds, beside a network, that it is not tested", () => {
    const grid = { temperature: [1, 2] };
    const own = givenResults({
      seeds: fiveSeeds,
      students: [
        { name: "tree", kind: "tree", labels: "soft", grid },
        { ...network, name: "soft", grid },
      ],
      cell: ({ arm, variant: { temperature }, seed }) => ({
        key: `${arm} ${temperature}${arm === "tree" ? "" : ` ${seed}`}`,
        accuracy: temperature === 1 ? 0.9 : arm === "tree" ? 0.95 : around(0.905, seed),
      }),
    });
    expect(temperatureSentence(own)).toBe(
      `${tested}tree (not tested) 90.0 (T = 1), 95.0 (T = 2), T = 1 highest on validation; ` +
        "soft 90.0 ± 0.0 (T = 1), 90.5 ± 0.1 (T = 2, a gain), T = 1 highest on validation.",
    );
  });

  it("tests the very same results once, and those of the lowest temperature not at all", () => {
    // One test, of 4 and of 8: 1 * 0.0352. Counted twice it would be 0.070.
    const keys: Readonly<Record<number, string>> = { 1: "low", 2: "low", 4: "high", 8: "high" };
    const own = givenResults({
      seeds: fiveSeeds,
      students: [{ ...network, name: "soft", grid: { temperature: [1, 2, 4, 8] } }],
      cell: ({ variant, seed }) => {
        const key = keys[Number(variant.temperature)]!;
        return { key: `${key} ${seed}`, accuracy: key === "low" ? 0.9 : around(0.9014, seed) };
      },
    });
    expect(temperatureSentence(own)).toBe(
      `${tested}soft 90.0 ± 0.0 (T = 1), 90.0 ± 0.0 (T = 2, the same in every seed), 90.1 ± 0.1 (T = 4, a gain), 90.1 ± 0.1 (T = 8, a gain), T = 1 highest on validation.`,
    );
  });
});
