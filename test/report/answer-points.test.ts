import { describe, expect, it } from "vitest";
import { pointSentence } from "../../src/report/answer-points.ts";
import { around, madeResults } from "./made-results.ts";

const network = { kind: "mlp", labels: "hard", epochs: 1 };

/** Hard has 0.9 at each number of epochs, the other arm so much more. */
function results(differences: Readonly<Record<string, number>>, fields: object = {}) {
  const grid = { epochs: Object.keys(differences).map(Number) };
  return madeResults({
    seeds: [1, 2, 3, 4, 5],
    students: [
      { ...network, name: "hard", grid },
      { ...network, name: "other", grid, baseline: "hard", ...fields },
    ],
    made: ({ arm, variant, seed }) => ({
      test: arm === "hard" ? 0.9 : around(0.9 + differences[String(variant.epochs)]!, seed),
    }),
  });
}

describe("pointSentence(results)", () => {
  it("counts what Holm's correction leaves along an axis, and names gains and losses", () => {
    // p of 0.005 is 0.00036 and of 0.006 less, as in family.test.ts: both pass over 3 tests.
    expect(pointSentence(results({ 1: 0.006, 2: 0, 4: -0.005 }))).toBe(
      "Point by point, each line corrected by Holm: other against hard, by epochs (1 to 4): " +
        "1 is a gain (1), 1 is a loss (4), 1 finds no difference; +0.6 points at 1, −0.5 at 4; differences −0.5 to +0.6 points.",
    );
  });

  it("tells each of two points once", () => {
    expect(pointSentence(results({ 1: 0.006, 2: 0 }))).toMatch(
      /by epochs \(1 to 2\): 1 is a gain \(1\), 1 finds no difference; \+0\.6 points at 1, 0\.0 at 2\.$/,
    );
  });

  it("leaves out controls, and is empty without an axis that both have", () => {
    expect(pointSentence(results({ 1: 0, 2: 0 }, { control: true }))).toBe("");
    expect(pointSentence(results({ 1: 0 }))).toBe("");
  });
});
