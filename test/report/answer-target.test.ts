import { describe, expect, it } from "vitest";
import { nearestSettings, targetLine, targetSentence } from "../../src/report/answer-target.ts";
import { bestArm } from "../../src/report/best-arm.ts";
import { indexAnswer } from "../../src/report/index-answer.ts";
import { madeResults } from "./made-results.ts";

const grid = { learningRate: [0.1, 0.2, 0.3] };
const sgd = { name: "sgd", kind: "mlp", labels: "hard", epochs: 1, grid };
const adam = { name: "adam", kind: "mlp", labels: "hard", epochs: 1 };
const validation: Readonly<Record<string, number>> = { 0.1: 0.7, 0.2: 0.86, 0.3: 0.95 };

const results = (targetAccuracy?: number) =>
  madeResults({
    seeds: [1, 2],
    students: [sgd, adam],
    ...(targetAccuracy === undefined ? {} : { targetAccuracy }),
    made: ({ arm, variant, seed }) => {
      const center = arm === "adam" ? 0.855 : validation[String(variant.learningRate)]!;
      return { validation: center + (seed === 1 ? -0.01 : 0.01), test: 0.8 };
    },
  });

describe("an experiment with a target accuracy", () => {
  it("chooses what comes nearest to it on validation, from above or from below", () => {
    const chosen = (targetAccuracy?: number) => results(targetAccuracy).arms[0]!.chosen?.variant.learningRate;
    expect([chosen(), chosen(0.87), chosen(0.8), chosen(0.75), chosen(0.91)]).toEqual([
      0.3, 0.2, 0.2, 0.1, 0.3,
    ]);
    expect(bestArm(results(0.85).arms)?.spec.name).toBe("adam");
    expect(bestArm(results(0.86).arms)?.spec.name).toBe("sgd");
  });

  it("chooses what is tuned by the same rule", () => {
    const tuned = madeResults({
      seeds: [1],
      students: [{ ...sgd, grid: undefined, tune: grid }],
      targetAccuracy: 0.75,
      made: ({ variant }) => ({ validation: validation[String(variant.learningRate)]! }),
    });
    expect(tuned.arms[0]!.chosen?.tuned).toEqual({ learningRate: 0.1 });
  });

  it("is answered by the nearest setting and the next ones", () => {
    // sd of a -+ 0.01: 0.01 * sqrt(2) = 0.01414
    expect(targetSentence(results(0.863))).toBe(
      "Looked for is a mean validation accuracy of 86.3 %, and what comes nearest to it is what is chosen on validation here, and " +
        "called the best there. Of 4 settings: sgd (learning rate 0.2), 86.00 ± 1.41 % on validation, 80.0 ± 0.0 % on test (n = 2). " +
        "Next: adam 85.50 ± 1.41 %; sgd (learning rate 0.3) 95.00 ± 1.41 %.",
    );
    expect(targetLine(results(0.863))).toBe(
      "nearest to 86.3 % on validation: sgd (learning rate 0.2), 86.00 ± 1.41 % there, 80.0 ± 0.0 % on test (n = 2)",
    );
    expect(indexAnswer(results(0.863))).toBe(targetLine(results(0.863)));
  });

  it("counts no setting with fewer seeds than another", () => {
    const half = madeResults({
      seeds: [1, 2],
      students: [sgd, adam],
      targetAccuracy: 0.86,
      made: ({ arm, variant, seed }) =>
        variant.learningRate === 0.2 && seed === 2 ? null : { validation: arm === "adam" ? 0.8 : 0.9 },
    });
    expect(nearestSettings(half).map(({ name }) => name)).toEqual([
      "sgd (learning rate 0.1)",
      "sgd (learning rate 0.3)",
      "adam",
    ]);
  });

  it("has no sentence without a target, and where nothing is done", () => {
    expect(targetSentence(results())).toBe("");
    const nothing = madeResults({ seeds: [1], students: [adam], targetAccuracy: 0.8, made: () => null });
    expect([targetSentence(nothing), targetLine(nothing)]).toEqual(["", ""]);
    expect(indexAnswer(nothing)).toContain("no arm is done yet");
  });
});
