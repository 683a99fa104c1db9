import { describe, expect, it } from "vitest";
import { probabilitySentence } from "../../src/report/answer-probabilities.ts";
import { madeResults } from "./made-results.ts";

const hard = { kind: "mlp", epochs: 1, labels: "hard", name: "hard" };
const other = (name: string) => ({ ...hard, name, baseline: "hard" });

/** Over the seeds 1, 2, 3: NLL 0.4 against 0.2, 0.3, 0.4; ECE 0.05 against 0.02 in each. */
function results(names: readonly string[], best = "", seeds = [1, 2, 3]) {
  return madeResults({
    seeds,
    students: [hard, ...names.map(other)],
    made: ({ arm, seed }) => {
      if (arm === "hard") return {};
      return { validation: arm === best ? 0.95 : 0.9, nll: 0.1 + 0.1 * seed, ece: 0.02 };
    },
  });
}

describe("probabilitySentence(results)", () => {
  it("puts NLL and ECE of an arm beside those of its baseline, with an interval where seeds differ", () => {
    // Differences -0.2, -0.1, 0: mean -0.1, sd 0.1, t(0.975, 2) = 4.3027, margin 4.3027 * 0.1 / sqrt(3) = 0.2484.
    expect(probabilitySentence(results(["soft"]))).toBe(
      "Probabilities on test at T = 1, whatever T the student learnt at; lower is better, intervals are not corrected for " +
        "their number: soft against hard, " +
        "NLL 0.400 → 0.300 (95 % CI of the difference −0.348 to 0.148), ECE 0.050 → 0.020.",
    );
  });

  it("tells a few comparisons, and of more the one that validation prefers", () => {
    expect(probabilitySentence(results(["a", "b"]))).toMatch(/: a against hard, .*; b against hard, /);
    const many = probabilitySentence(results(["a", "b", "c", "d"], "b"));
    expect(many).toContain("b against hard");
    expect(many).not.toMatch(/\b[acd] against hard/);
  });

  it("tells NLL at the ends of what is compared point by point", () => {
    const grid = { hidden: [[5], [7], [9]] };
    const points = madeResults({
      seeds: [1, 2, 3],
      students: [
        { ...hard, grid },
        { ...other("soft"), grid },
      ],
      made: ({ arm, variant, seed }) => {
        const atFirst = String(variant.hidden) === "5";
        return arm === "soft" && atFirst ? { nll: 0.1 + 0.1 * seed } : {};
      },
    });
    // -0.2, -0.1, 0 at the first: as above; no difference at the last.
    expect(probabilitySentence(points)).toMatch(
      /ECE 0\.050 → 0\.050\. At the ends of what is compared point by point \(in brackets the 95 % CI of the difference\): soft against hard, by hidden, NLL 0\.400 → 0\.300 \(−0\.348 to 0\.148\) at 5, 0\.400 → 0\.400 at 9\.$/,
    );
  });

  it("shows on which side of 0 an interval ends", () => {
    const close = madeResults({
      seeds: [1, 2],
      students: [hard, other("soft")],
      made: ({ arm, seed }) => ({ nll: arm === "hard" ? 0.4 : 0.4 - 0.001 - 0.0001 * seed }),
    });
    // Differences -0.0011 and -0.0012: mean -0.00115, sd 0.0000707, t(0.975, 1) = 12.706, margin 0.000635.
    expect(probabilitySentence(close)).toContain("(95 % CI of the difference −0.002 to −0.001)");
    const closer = madeResults({
      seeds: [1, 2],
      students: [hard, other("soft")],
      made: ({ arm, seed }) => ({ nll: arm === "hard" ? 0.4 : 0.4 - 0.001 - 0.00014 * seed }),
    });
    // -0.00114 and -0.00128: mean -0.00121, sd 0.000099, margin 0.000889: -0.0021 to -0.00032.
    expect(probabilitySentence(closer)).toContain("(95 % CI of the difference −0.002 to −0.0003)");
  });

  it("has no interval for one seed, and nothing to say without a comparison", () => {
    expect(probabilitySentence(results(["soft"], "", [1]))).toContain(
      "NLL 0.400 → 0.200, ECE 0.050 → 0.020.",
    );
    expect(probabilitySentence(results([]))).toBe("");
  });
});
