import { describe, expect, it } from "vitest";
import { comparisonSentences } from "../../src/report/answer-comparisons.ts";
import { referenceSentence } from "../../src/report/answer-references.ts";
import { around, madeResults } from "./made-results.ts";

const network = { kind: "mlp", epochs: 1, labels: "hard" };

/** Arms around the baseline's 0.9 by so much, with a published figure where there is one. */
function results(
  differences: Readonly<Record<string, number>>,
  references: Readonly<Record<string, number>> = {},
) {
  const reference = (name: string) => (name in references ? { reference: references[name] } : {});
  return madeResults({
    seeds: [1, 2, 3, 4, 5],
    students: [
      { ...network, name: "hard", ...reference("hard") },
      ...Object.keys(differences).map((name) => ({ ...network, name, baseline: "hard", ...reference(name) })),
    ],
    made: ({ arm, seed }) => ({ test: arm === "hard" ? 0.9 : around(0.9 + differences[arm]!, seed) }),
  });
}

describe("comparisonSentences(results)", () => {
  it("tells a few comparisons one by one", () => {
    // Each -+ 0.124 points: see `around`.
    expect(comparisonSentences(results({ soft: 0.005, softer: 0 }))).toEqual([
      "soft against hard: 90.0 → 90.5 %, a gain, +0.5 points (95 % CI 0.4 to 0.6, n = 5 seeds, paired).",
      "softer against hard: 90.0 → 90.0 %, no difference found, 0.0 points (95 % CI −0.1 to 0.1, n = 5 seeds, paired).",
    ]);
  });

  it("counts many, names some of each kind, and tells the largest and the smallest gain and the loss", () => {
    const many = { a: 0.005, b: 0.006, c: 0.007, d: 0.008, e: -0.005, f: 0, g: 0.0015 };
    // scipy 1.17.1, as in family.test.ts: p of 0.0015 is 0.0285; 7 tests, of which 2 are larger or equal: 2 * 0.0285 > 0.05
    expect(comparisonSentences(results(many))).toEqual([
      "Of 7 comparisons with a baseline, by Holm's correction over 7 tests: 4 are gains (a; b; c; d), " +
        "1 is a loss (e), 1 finds no difference (f), 1 has an interval that excludes 0, but no claim after the correction (g). " +
        "The largest gain: d against hard, 90.0 → 90.8 %, +0.8 points (95 % CI 0.7 to 0.9, n = 5 seeds, paired); " +
        "the smallest: a against hard, 90.0 → 90.5 %, +0.5 points (95 % CI 0.4 to 0.6, n = 5 seeds, paired). " +
        "The loss: e against hard, 90.0 → 89.5 %, −0.5 points (95 % CI −0.6 to −0.4, n = 5 seeds, paired).",
    ]);
  });

  it("tells how far the intervals reach where many find nothing", () => {
    expect(comparisonSentences(results({ a: 0, b: 0.0005, c: -0.0005, d: 0 }))).toEqual([
      "Of 4 comparisons with a baseline, by Holm's correction over 4 tests: 4 find no difference (a; b; c; d). " +
        // -0.05 - 0.124 and 0.05 + 0.124
        "All their 95 % intervals lie between −0.2 and +0.2 points.",
    ]);
  });

  it("tells what was chosen on validation after the numbers", () => {
    const chosen = madeResults({
      seeds: [1, 2, 3, 4, 5],
      students: [
        { ...network, name: "hard", tune: { learningRate: [0.1, 0.2] } },
        { ...network, name: "wide", grid: { hidden: [[5], [9]] }, baseline: "hard" },
      ],
      made: ({ arm, variant, seed }) => ({
        test: arm === "hard" ? 0.9 : around(0.9, seed),
        validation: variant.learningRate === 0.2 || String(variant.hidden) === "9" ? 0.8 : 0.7,
      }),
    });
    expect(comparisonSentences(chosen)[0]).toMatch(
      /paired\)\. Chosen on validation: hidden 9; of the baseline learning rate 0\.2\.$/,
    );
  });

  it("tells of several baselines the comparison with the one that is best on validation", () => {
    const two = madeResults({
      seeds: [1, 2, 3, 4, 5],
      students: [
        { ...network, name: "weak" },
        { ...network, name: "strong", epochs: 2 },
        { ...network, name: "a", baseline: "weak" },
        { ...network, name: "b", baseline: "weak" },
        { ...network, name: "c", epochs: 2, baseline: "strong" },
        { ...network, name: "d", baseline: "weak" },
      ],
      made: ({ arm, seed }) => ({
        test: { weak: 0.8, strong: 0.9 }[arm] ?? around(0.9, seed),
        validation: arm === "strong" ? 0.9 : 0.8,
      }),
    });
    expect(comparisonSentences(two)[0]).toContain(
      "Against the strongest baseline on validation: c against strong, 90.0 → 90.0 %, no difference found, 0.0 points",
    );
  });

  it("tells a difference with a second decimal where both sides would look alike", () => {
    expect(comparisonSentences(results({ soft: 0.0004 }))[0]).toContain(
      "soft against hard: 90.00 → 90.04 %, ",
    );
  });

  it("tells how many epochs either side was trained for, where early stopping made them differ", () => {
    const stopped = (epochs: number) =>
      madeResults({
        seeds: [1, 2],
        students: [
          { ...network, name: "hard" },
          { ...network, name: "soft", baseline: "hard" },
        ],
        made: ({ arm, seed }) => ({ curve: Array(arm === "hard" ? 30 : epochs + seed).fill(0.9) }),
      });
    // 21 and 22, 27 and 28: 27.5 is within a tenth of 30
    expect(comparisonSentences(stopped(20))[0]).toContain(" Trained for 21.5 epochs, the baseline for 30.0.");
    expect(comparisonSentences(stopped(26))[0]).not.toContain("Trained");
  });

  it("has nothing to say without a baseline", () => {
    expect(comparisonSentences(results({}))).toEqual([]);
  });
});

describe("referenceSentence(results)", () => {
  const published = { hard: 0.863, a: 0.93, c: 0.95 };

  it("tells the published gaps of many comparisons, as far as both have a figure", () => {
    // 0.93 - 0.863 = 6.7 points; ours 90.0 and 90.5
    expect(referenceSentence(results({ a: 0.005, b: 0, c: 0, d: 0 }, published))).toBe(
      "Published figures and ours: " +
        "a: published gap 86.3 → 93.0 is +6.7 points; here 90.0 → 90.5 is +0.5 points, and the published gap lies outside our interval; " +
        "c: published gap 86.3 → 95.0 is +8.7 points; here 90.0 → 90.0 is 0.0 points, and the published gap lies outside our interval. " +
        "Published figures are taken as single runs on splits of their own: they have no interval.",
    );
  });

  it("leaves to the comparisons what they tell one by one", () => {
    const few = results({ a: 0.005 }, published);
    expect(comparisonSentences(few)[0]).toContain("The published gap 86.3 → 93.0 is +6.7 points;");
    expect(referenceSentence(few)).toBe("");
  });

  it("tells a figure without a gap beside ours", () => {
    expect(referenceSentence(results({ a: 0 }, { a: 0.93 }))).toBe(
      "Published figures and ours: a 93.0 %, here 90.0 ± 0.1 % on test (n = 5).",
    );
  });
});
