import { describe, expect, it } from "vitest";
import { controlSentence } from "../../src/report/control-sentence.ts";
import { renderControls } from "../../src/report/controls.ts";
import { renderHeadlineTable } from "../../src/report/headline-table.ts";
import { around, madeResults } from "./made-results.ts";

const network = { kind: "mlp", labels: "soft", teacher: "network", hidden: [10], epochs: 1 };
const control = { ...network, baseline: "hard", control: true };
const teacher = { kind: "mlp", hidden: [100], epochs: 5, seed: 1 };

const teachers = [
  { ...teacher, name: "network" },
  { ...teacher, name: "untrained", epochs: 0 },
  { ...teacher, name: "twin", hidden: [10] },
  { ...teacher, name: "assistant", hidden: [30], teacher: "network" },
  { name: "both", kind: "ensemble", members: ["network", "twin"] },
];
const controls = [
  { ...control, name: "permuted", labels: "permuted" },
  { ...control, name: "of nothing", teacher: "untrained" },
  { ...control, name: "argmax", labels: "argmax" },
  { ...control, name: "self", teacher: "twin" },
  { ...control, name: "two steps", teacher: "assistant" },
  { ...control, name: "ensemble", teacher: "both" },
  { ...control, name: "smooth", labels: "hard", labelSmoothing: 0.1 },
];

/** Test accuracies lie around 0.9 and what `differences` adds for the arm. */
function results(
  differences: Readonly<Record<string, number>>,
  { students = controls, seeds = [1, 2, 3, 4, 5] }: { students?: readonly object[]; seeds?: number[] } = {},
) {
  return madeResults({
    seeds,
    teachers,
    students: [
      { ...network, name: "hard", labels: "hard" },
      { ...network, name: "soft", baseline: "hard" },
      ...students,
    ],
    made: ({ arm, seed }) => ({ test: arm === "hard" ? 0.9 : around(0.9 + (differences[arm] ?? 0), seed) }),
  });
}

describe("renderControls(results)", () => {
  it("has a line for each control, which says what it is", () => {
    const lines = renderControls(results({}))
      .split("\n")
      .filter((line) => line.startsWith("| "));
    expect(lines.slice(2).map((line) => line.split(" | ").slice(0, 2).join(": "))).toEqual([
      "| permuted: soft labels of other samples; must not gain",
      "| of nothing: an untrained teacher; must not gain",
      "| argmax: the teacher's top class",
      "| self: a teacher of the student's own size",
      "| two steps: a teacher assistant",
      "| ensemble: an ensemble of teachers",
      "| smooth: label smoothing",
    ]);
  });

  it("prints accuracy, difference and Holm's p over the controls", () => {
    // 0.4 points less, -+ 0.124. scipy 1.17.1: ttest_rel as in family.test.ts, d = -0.004: p = 0.00086421; times 7 controls.
    expect(renderControls(results({ permuted: -0.004 }))).toMatch(
      /^\| permuted .*\| 89\.6 ± 0\.1 \| 5 \| −0\.4 \(−0\.5 to −0\.3\) against hard \| 0\.006 \|$/m,
    );
  });

  it("names the teacher, of which there are several", () => {
    const table = renderControls(results({}));
    expect(table).toMatch(/^\| self \|.*; teacher twin \|/m);
    expect(table).toMatch(/^\| smooth \| label smoothing \| hard labels;.*, 1 epoch \|/m); // it learns from none
  });

  it("is empty without a control, and the headline table is without the controls", () => {
    expect(renderControls(results({}, { students: [] }))).toBe("");
    expect(renderHeadlineTable([results({})])).toContain("| soft |");
    expect(renderHeadlineTable([results({})])).not.toContain("permuted");
  });
});

describe("controlSentence(results)", () => {
  it("says so where the controls that must not gain do not", () => {
    const sentence = controlSentence(results({ permuted: -0.004 }));
    expect(sentence).toContain(
      "Controls that must not gain, and of which no gain was found: permuted, a loss, −0.4 points (95 % CI −0.5 to −0.3, n = 5 seeds, paired); " +
        "of nothing, no difference found, 0.0 points (95 % CI −0.1 to 0.1, n = 5 seeds, paired).",
    );
  });

  it("tells each of the others with its difference, and the verdict that all share once", () => {
    // The interval of around(center, seed) is -+ 0.124 points.
    expect(controlSentence(results({ argmax: 0.0006 }))).toContain(
      "The other controls against their baselines, in points (95 % CI, n = 5 seeds, paired; Holm's correction over 7 tests): " +
        "argmax +0.1 (−0.1 to 0.2); self 0.0 (−0.1 to 0.1); two steps 0.0 (−0.1 to 0.1); ensemble 0.0 (−0.1 to 0.1); " +
        "smooth 0.0 (−0.1 to 0.1); none differs by the rules of this report.",
    );
  });

  it("tells the verdict of each where they differ, what is claimed first", () => {
    // scipy as in family.test.ts: 0.005: 0.000364 * 7; 0.02: 0.0000015 * 6 ...; 0.0015: 0.0285 * 5 = 0.14
    expect(controlSentence(results({ argmax: 0.0015, smooth: 0.005, self: -0.02 }))).toContain(
      "over 7 tests): self −2.0 (−2.1 to −1.9), a loss; smooth +0.5 (0.4 to 0.6), a gain; " +
        "argmax +0.15 (0.03 to 0.27), its interval excludes 0, but no claim after Holm's correction; " +
        "two steps 0.0 (−0.1 to 0.1), no difference found; ensemble 0.0 (−0.1 to 0.1), no difference found.",
    );
  });

  it("tells at most six, and none that is claimed is left out for one that is not", () => {
    const students = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => ({ ...control, name: `c${i}`, labels: "argmax" }));
    const sentence = controlSentence(results({ c8: 0.005 }, { students }));
    expect(sentence).toContain("The controls against their baselines, in points");
    expect(sentence).toMatch(/: c8 \+0\.5 .*, a gain; c1 .*; c5 0\.0 [^;]*; and 2 more\.$/);
  });

  it("tells a single one, and has no test where nothing can be tested", () => {
    const students = [{ ...control, name: "smooth", labels: "hard", labelSmoothing: 0.1 }];
    expect(controlSentence(results({}, { students }))).toBe(
      "The control against its baseline, in points (95 % CI, n = 5 seeds, paired; Holm's correction over 1 test): " +
        "smooth 0.0 (−0.1 to 0.1), no difference found.",
    );
    // around(0.9, 1) is 0.899
    expect(controlSentence(results({}, { students, seeds: [1] }))).toBe(
      "The control against its baseline, in points: smooth −0.1 (no interval), too few seeds, or no spread, for a claim.",
    );
  });

  it.each(["permuted", "of nothing"])("is loud where one of them gains: %s", (name) => {
    expect(controlSentence(results({ [name]: 0.005 }))).toContain(
      `**A control that must not gain does**, which casts doubt on the gains of this experiment: ${name}, a gain, +0.5 points`,
    );
  });

  it("takes a gain of any other control for what it is", () => {
    const sentence = controlSentence(results({ smooth: 0.005 }));
    expect(sentence).not.toContain("doubt");
    expect(sentence).toContain(
      "smooth +0.5 (0.4 to 0.6), a gain; argmax 0.0 (−0.1 to 0.1), no difference found;",
    );
  });

  it("claims nothing on few seeds", () => {
    const sentence = controlSentence(results({}, { seeds: [1, 2, 3] }));
    expect(sentence).toContain("too few seeds, or no spread, to tell: permuted, ");
    // Five others at n = 3, all "few"
    expect(sentence).toContain("(95 % CI, n = 3 seeds, paired; Holm's correction over 7 tests)");
    expect(sentence).toMatch(/; too few seeds, or no spread, for a claim of any\.$/);
  });

  it("is empty without a control", () => {
    expect(controlSentence(results({}, { students: [] }))).toBe("");
  });
});
