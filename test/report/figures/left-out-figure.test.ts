import { expect, test } from "vitest";
import { leftOutFigure } from "../../../src/report/figures/left-out-figure.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { madeResults } from "../made-results.ts";

const soft = { name: "as trained", kind: "mlp", labels: "soft", epochs: 1, leftOutClasses: [1] };
const corrected = { ...soft, name: "corrected", leftOutBias: "validation", baseline: "as trained" };

/** Of 10 samples a class: 9 and 8 of the classes that were seen are right; of class 1 none, or 6 and 8 of two seeds. */
function made({ student, seed }: Cell) {
  const isCorrected = student.kind === "mlp" && student.leftOutBias === "validation";
  const right = isCorrected ? (seed === 1 ? 6 : 8) : 0;
  const confusion = [
    [9, 0, 1],
    [10 - right, right, 0],
    [2, 0, 8],
  ];
  return { confusion, leftOutBias: isCorrected ? (seed === 1 ? 2 : 3) : null };
}

test("leftOutFigure(results) marks the classes that were not seen, and tells how many of them are right", async () => {
  const figure = (await leftOutFigure(madeResults({ seeds: [1, 2], students: [soft, corrected], made })))!;
  expect(figure.name).toBe("figures/digits-left-out.svg");
  expect(figure.alt).toBe(
    "Test accuracy by class of students that never saw some of the classes. " +
      "as trained: never seen class 1 0.0 %; mean of the other classes 85.0 %. " +
      "corrected: never seen class 1 70.0 %; mean of the other classes 85.0 %.",
  );
  for (const text of ["never seen: 1", "never seen: 1; bias +2.50", "black: as trained", "70.0"])
    expect(figure.svg).toContain(`>${text}<`);
  expect(figure.caption).toContain("mean over 2 seeds");
});

test("leftOutFigure(results) names the shorter list of classes", async () => {
  const few = { ...soft, leftOutClasses: [0, 1] };
  const figure = (await leftOutFigure(madeResults({ seeds: [1], students: [few], made })))!;
  expect(figure.svg).toContain(">seen only: 2<");
});

test("leftOutFigure(results) has a panel for each list of a grid that leaves out something", async () => {
  const { leftOutClasses: _, ...student } = soft;
  const grid = { leftOutClasses: [[], [1], [0, 1]] };
  const figure = (await leftOutFigure(madeResults({ seeds: [1], students: [{ ...student, grid }], made })))!;
  expect(JSON.parse(figure.spec).concat).toHaveLength(2);
  expect(figure.svg).toContain(">as trained, without 0, 1<");
});

test("leftOutFigure(results) is null where no class is left out", async () => {
  const students = [{ ...soft, leftOutClasses: [] }];
  expect(await leftOutFigure(madeResults({ seeds: [1], students, made }))).toBeNull();
});
