import { expect, test } from "vitest";
import { renderAnswers } from "../../src/report/answers.ts";
import { experimentResults } from "../../src/report/results.ts";
import type { Row } from "../../src/results/row.ts";
import { withAccuracies, withFailures, withSharedCells } from "./change.ts";
import { rows, study } from "./fixture.ts";
import { madeResults } from "./made-results.ts";

const hard = [0.86, 0.861, 0.862, 0.863, 0.864];

function answerWith(differences: readonly number[], start: readonly Row[] = rows): string {
  const soft = hard.map((accuracy, i) => accuracy + (differences[i] ?? 0));
  const changed = withAccuracies(withAccuracies(start, "Hard tree", "test", hard), "Soft tree", "test", soft);
  const answers = renderAnswers(experimentResults(study, changed));
  return answers.split("\n").find((line) => line.startsWith("- Soft tree against")) ?? "";
}

test("renderAnswers(...) calls a gain what lies above 0 with its whole interval", () => {
  // Mean 0.024; squared deviations 169 + 1 + 0 + 1 + 169 = 340 e-6, sd = sqrt(85 e-6) = 0.0092195, standard error
  // 0.0041231; t(0.975, 4) = 2.77645, so 0.024 -+ 0.011448.
  expect(answerWith([0.011, 0.023, 0.024, 0.025, 0.037])).toContain(
    "Soft tree against Hard tree: 86.2 → 88.6 %, a gain, +2.4 points (95 % CI 1.3 to 3.5, n = 5 seeds, paired).",
  );
});

test("renderAnswers(...) calls a loss what lies below 0 with its whole interval", () => {
  expect(answerWith([-0.011, -0.023, -0.024, -0.025, -0.037])).toContain(
    "Soft tree against Hard tree: 86.2 → 83.8 %, a loss, −2.4 points (95 % CI −3.5 to −1.3, n = 5 seeds, paired).",
  );
});

test("renderAnswers(...) finds no difference where the interval holds 0", () => {
  // Mean 0.001; squared deviations 4 + 4 + 0 + 1 + 1 = 10 e-6, sd 0.0015811, margin 0.0019632: -0.10 to 0.30.
  const answer = answerWith([-0.001, 0.003, 0.001, 0.002, 0]);
  expect(answer).toContain("no difference found, +0.1 points (95 % CI −0.1 to 0.3, n = 5 seeds, paired).");
  expect(answer).not.toMatch(/\bgain|\bloss|improve/);
});

test("renderAnswers(...) shows on which side of 0 a close interval ends", () => {
  // Mean 0.002; squared deviations (1 + 0 + 0 + 0 + 1) * 2.5 e-6 = 5 e-6, sd 0.0011180, margin 0.0013882: 0.061..0.339.
  // A mean of 0.0018 with the same spread has 0.00041 to 0.00319.
  const step = Math.sqrt(2.5e-6);
  const answer = answerWith([0.0018 - step, 0.0018, 0.0018, 0.0018, 0.0018 + step]);
  expect(answer).toContain("a gain, +0.18 points (95 % CI 0.04 to 0.32,");
});

test("renderAnswers(...) puts the published gap beside ours", () => {
  // References of the fixture: 86.5 and 90.0. Ours: mean of `hard` 0.862, and 0.024 more.
  expect(answerWith([0.024, 0.023, 0.025, 0.023, 0.025])).toContain(
    "The published gap 86.5 → 90.0 is +3.5 points; here 86.2 → 88.6 is +2.4 points, and the published gap lies outside our interval. Published figures are taken as single runs on splits of their own: they have no interval.",
  );
});

test("renderAnswers(...) gives no interval for one seed, nor for seeds that all say the same", () => {
  const single = withFailures(rows, "Soft tree", [2, 3, 4, 5], "out of memory");
  expect(answerWith([0.02], single)).toContain(
    "Hard tree: 86.0 → 88.0 %, +2.0 points (n = 1, so there is no interval).",
  );
  expect(answerWith([0.02, 0.02, 0.02, 0.02, 0.02])).toContain(
    "+2.0 points (the same in each of n = 5 seeds, so there is no interval).",
  );
});

test("renderAnswers(...) pairs only the seeds that both arms have", () => {
  const fewer = withFailures(rows, "Soft tree", [1], "out of memory");
  // Without the first: differences 0.02, 0.02, 0.03, 0.03, mean 0.025
  const answer = answerWith([0.5, 0.02, 0.02, 0.03, 0.03], fewer);
  expect(answer).toContain("+2.5 points");
  expect(answer).toContain("n = 4 seeds");
});

test("renderAnswers(...) has no verdict on fewer than 5 seeds, however far from 0 they are", () => {
  const four = withFailures(rows, "Soft tree", [5], "out of memory");
  for (const sign of [1, -1]) {
    const answer = answerWith(
      [0.023, 0.024, 0.025, 0.024].map((difference) => sign * difference),
      four,
    );
    expect(answer).toMatch(
      /Hard tree: \S+ → \S+ %, [+−]2\.4 points \(95 % CI \S+ to \S+, n = 4 seeds, paired; fewer than 5 seeds carry no claim\)\./,
    );
    expect(answer).not.toMatch(/\bgain|\bloss|no difference/);
  }
  expect(answerWith([-0.02, 0.02, 0.01, 0], four)).not.toMatch(/no difference/);
});

test("renderAnswers(...) takes what all seeds share as one result", () => {
  const bothShared = withSharedCells(withSharedCells(rows, "Hard tree"), "Soft tree");
  expect(answerWith([], bothShared)).toMatch(
    /Hard tree: \S+ → \S+ %, \S+ points \(n = 1, so there is no interval\)/,
  );
});

test("renderAnswers(...) pairs every seed of an arm with the one result of its baseline", () => {
  const shared = withSharedCells(rows, "Hard tree");
  const soft = withAccuracies(shared, "Soft tree", "test", [0.9, 0.91, 0.92, 0.91, 0.9]);
  expect(renderAnswers(experimentResults(study, soft))).toMatch(/Hard tree: .*n = 5 seeds, paired\)/);
});

test("renderAnswers(...) says so where nothing is done", () => {
  const moonsOnly = rows.filter((row) => row.experiment === "moons");
  expect(renderAnswers(experimentResults(study, moonsOnly))).toContain(
    "**MNIST**: nothing of this experiment is done yet.",
  );
});

test("renderAnswers(...) has a sentence for the teacher, with the Bayes accuracy of moons", () => {
  expect(renderAnswers(experimentResults(study, rows))).toMatch(
    /- Network, the teacher: 91\.2 ± 0\.\d+ % on test \(n = 5\); the best possible classifier \(Bayes\) has 91\.4 %\./,
  );
});

test("renderAnswers(...) names the best student on validation, whatever its test accuracy, and its gap to its teacher", () => {
  const onValidation = withAccuracies(rows, "Hard tree", "validation", [0.99, 0.99, 0.99, 0.99, 0.99]);
  const onTest = withAccuracies(onValidation, "Hard tree", "test", [0.5, 0.5, 0.5, 0.5, 0.5]);
  expect(renderAnswers(experimentResults(study, onTest))).toMatch(
    /- Hard tree, the best student on validation: 50\.0 ± 0\.0 % on test \(n = 5\)\. Difference to the teacher Network: −41\.2 points /,
  );
});

test("renderAnswers(...) puts published figures that are in no gap beside ours", () => {
  expect(renderAnswers(experimentResults(study, rows))).toMatch(
    /- Published figures and ours: Convolutional 97\.5 %, here 98\.\d % on test \(n = 1\)\.$/,
  );
});

const network = { kind: "mlp", epochs: 1 };

test("renderAnswers(...) of a study without comparisons tells the other students, too", () => {
  const results = madeResults({
    seeds: [1, 2],
    teachers: [],
    students: ["a", "b", "c"].map((name) => ({ ...network, name, labels: "hard" })),
    made: ({ arm }) =>
      ({ a: { validation: 0.8, test: 0.81 }, b: { validation: 0.9, test: 0.89 } })[arm] ?? null,
  });
  expect(renderAnswers([results])).toBe(
    "**Digits**\n\n- b, the best student on validation: 89.0 ± 0.0 % on test (n = 2). The others: a, 81.0 ± 0.0 % on test (n = 2).",
  );
});

test("renderAnswers(...) says where a teacher is no better on validation than a student on hard labels", () => {
  const answer = (validation: number) =>
    renderAnswers([
      madeResults({
        seeds: [1],
        students: [
          { ...network, name: "hard", labels: "hard" },
          { ...network, name: "soft", labels: "soft" },
        ],
        made: ({ arm }) => ({ validation: arm === "hard" ? validation : 0.99 }),
        madeTeacher: () => ({ validation: 0.9 }),
      }),
    ]);
  expect(answer(0.9)).toContain(
    "Its accuracy on validation is no higher than that of hard, a student on hard labels.",
  );
  expect(answer(0.89)).not.toContain("distil");
});

test("renderAnswers(...) names the best of several teachers on validation, two more, and counts the rest", () => {
  const validation: Readonly<Record<string, number>> = { a: 0.8, b: 0.95, c: 0.7, d: 0.6, e: 0.5 };
  const results = madeResults({
    seeds: [1],
    teachers: Object.keys(validation).map((name) => ({ ...network, name, hidden: [5], seed: 1 })),
    students: [{ ...network, name: "soft", labels: "soft", teacher: "a" }],
    made: () => null,
    madeTeacher: ({ name }) => ({ validation: validation[name]!, test: validation[name]! - 0.01 }),
  });
  expect(renderAnswers([results])).toContain(
    "- b, of 5 teachers the best on validation: 94.0 % on test (n = 1). " +
      "The others: a, 79.0 % on test (n = 1); c, 69.0 % on test (n = 1); and 2 more.",
  );
});
