import { expect, test } from "vitest";
import { experimentResults } from "../../src/report/results.ts";
import type { StudentRow } from "../../src/results/row.ts";
import { withAccuracies } from "./change.ts";
import { rows, study } from "./fixture.ts";

const arm = "Soft, SGD";
const flat = withAccuracies(rows, arm, "validation", [0.8, 0.8, 0.8, 0.8, 0.8]);
const isAt = (temperature: number, alpha: number) => (row: StudentRow) =>
  row.variant.temperature === temperature && row.variant.alpha === alpha;

function chosenOf(changed: typeof rows) {
  const mnist = experimentResults(study, changed)[1]!;
  return mnist.arms.find(({ spec }) => spec.name === arm)!.chosen;
}

test("chosenOf(variants) is the best on validation, whatever the test split says", () => {
  const onValidation = withAccuracies(flat, arm, "validation", [0.9, 0.9, 0.9, 0.9, 0.9], isAt(8, 0.5));
  const onTest = withAccuracies(onValidation, arm, "test", [0.99, 0.99, 0.99, 0.99, 0.99], isAt(1, 1));
  expect(chosenOf(onTest)?.variant).toEqual({ temperature: 8, alpha: 0.5 });
});

test("chosenOf(variants) goes by the mean over the seeds, not by the best seed", () => {
  const lucky = withAccuracies(flat, arm, "validation", [0.99, 0.7, 0.7, 0.7, 0.7], isAt(1, 0.5));
  const steady = withAccuracies(lucky, arm, "validation", [0.81, 0.81, 0.81, 0.81, 0.81], isAt(3, 1));
  expect(chosenOf(steady)?.variant).toEqual({ temperature: 3, alpha: 1 });
});

test("chosenOf(variants) is the first of the grid among equal ones", () => {
  expect(chosenOf(flat)?.variant).toEqual({ temperature: 1, alpha: 0.5 });
});

test("chosenOf(variants) takes no variant that has fewer seeds than another", () => {
  const best = withAccuracies(flat, arm, "validation", [0.99, 0.99, 0.99, 0.99, 0.99], isAt(8, 1));
  const fewer = best.filter(
    (row) => !(row.role === "student" && row.seed > 1 && row.variant.temperature === 8),
  );
  expect(chosenOf(fewer)?.variant).toEqual({ temperature: 1, alpha: 0.5 });
});

test("chosenOf(variants) is null where nothing is done", () => {
  expect(chosenOf([])).toBeNull();
});

test("chosenOf(variants) counts seeds, not results: one that serves all seeds is done for each", () => {
  const best = withAccuracies(flat, arm, "validation", [0.99, 0.99, 0.99, 0.99, 0.99], isAt(8, 1));
  const shared = best.map((row) =>
    row.role === "student" && row.arm === arm && isAt(8, 1)(row as StudentRow)
      ? { ...row, key: "shared" }
      : row,
  );
  expect(chosenOf(shared)?.variant).toEqual({ temperature: 8, alpha: 1 });
});
