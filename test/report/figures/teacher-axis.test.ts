import { expect, test } from "vitest";
import { teacherAxis } from "../../../src/report/figures/teacher-axis.ts";
import { madeResults } from "../made-results.ts";

function specsOf(...fields: readonly object[]) {
  const teachers = fields.map((own, i) => ({ name: `t${i}`, kind: "mlp", hidden: [2], epochs: 1, ...own }));
  const students = [{ name: "hard", kind: "mlp", labels: "hard", epochs: 1 }];
  const results = madeResults({ seeds: [1], teachers, students, made: () => null });
  return results.teachers.map(({ spec }) => spec);
}

test("teacherAxis(teachers) is the one field in which they differ, whatever their names and references", () => {
  expect(teacherAxis(specsOf({ trainFraction: 0.01, reference: 0.9 }, { trainFraction: 0.1 }))).toBe(
    "trainFraction",
  );
  expect(teacherAxis(specsOf({ hidden: [5] }, { hidden: [5, 5] }))).toBe("hidden");
});

test("teacherAxis(teachers) is null where they differ in two fields, in none, or in one without an order", () => {
  expect(teacherAxis(specsOf({ trainFraction: 0.01 }, { trainFraction: 0.1, epochs: 2 }))).toBeNull();
  expect(teacherAxis(specsOf({}, {}))).toBeNull();
  expect(teacherAxis(specsOf({ seed: 1 }, { seed: 2 }))).toBeNull();
  expect(teacherAxis(specsOf({ optimizer: "sgd" }, { optimizer: "adam" }))).toBeNull();
  expect(teacherAxis([])).toBeNull();
});
