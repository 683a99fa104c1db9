import { expect, it } from "vitest";
import { comparisonSentences } from "../../src/report/answer-comparisons.ts";
import { around, madeResults } from "./made-results.ts";

/** One arm against its baseline: 0.9 on both splits, and what is given of the arm, with a spread over the seeds. */
const sentence = (validation: number, test: number) =>
  comparisonSentences(
    madeResults({
      seeds: [1, 2, 3, 4, 5],
      students: [
        { kind: "tree", name: "hard", labels: "hard" },
        { kind: "tree", name: "soft", labels: "soft", baseline: "hard" },
      ],
      made: ({ student, seed }) =>
        student.labels === "hard"
          ? { validation: 0.9, test: 0.9 }
          : { validation: around(validation, seed), test: around(test, seed) },
    }),
  )[0];

it("comparisonSentences(results) tells of a gain that is a loss on validation, and of a loss that is a gain there", () => {
  expect(sentence(0.88, 0.92)).toContain(
    "a gain, +2.0 points (95 % CI 1.9 to 2.1, n = 5 seeds, paired). " +
      "On validation the same models differ the other way, by −2.0 points (95 % CI −2.1 to −1.9).",
  );
  expect(sentence(0.92, 0.88)).toContain("differ the other way, by +2.0 points (95 % CI 1.9 to 2.1).");
});

it("comparisonSentences(results) says nothing of validation where it agrees, or cannot tell", () => {
  expect(sentence(0.91, 0.92)).not.toContain("the other way");
  expect(sentence(0.9, 0.92)).not.toContain("the other way");
});
