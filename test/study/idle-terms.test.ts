import { describe, expect, it } from "vitest";
import { studentIdentity, teacherIdentity } from "../../src/plan/keys.ts";
import { cellsOf } from "../../src/study/cells.ts";
import { keyOf } from "../../src/study/key.ts";
import type { TrainedTeacherSpec } from "../../src/study/schema.ts";
import { experimentOf, hard, network, soft } from "./one-experiment.ts";

const identity = { seed: 1, dataHash: "data", softLabels: "labels", engineId: "engine", threads: 1 };

/** Of the cells of the student, in their order. */
function keysOf(student: object, dataset = { name: "mnist" }): string[] {
  return cellsOf(experimentOf({ dataset, students: [student] }), [1]).map((cell) =>
    keyOf(studentIdentity({ spec: cell.student, ...identity })),
  );
}

function teacherKeyOf(fields: object, softLabels: string | null = null): string {
  const students = [{ ...soft, teacher: "teacher" }];
  const teachers = [network, { ...network, name: "teacher", ...fields }];
  const teacher = experimentOf({ dataset: { name: "mnist" }, teachers, students }).teachers[1]!;
  return keyOf(teacherIdentity({ spec: teacher as TrainedTeacherSpec, ...identity, softLabels }));
}

describe("withoutIdleTerms(student)", () => {
  it("gives two cells one key where the soft term has no weight, whatever its temperature", () => {
    const [first, other] = keysOf({ ...soft, grid: { alpha: [0, 1] }, temperature: 3 });
    expect(keysOf({ ...soft, grid: { alpha: [0, 1] }, temperature: 4 })[0]).toBe(first);
    expect(keysOf({ ...soft, grid: { alpha: [0, 1] }, temperature: 4 })[1]).not.toBe(other);
  });

  it("gives two cells one key where the hard term has no weight, whatever its labels", () => {
    const [half, whole] = keysOf({ ...soft, grid: { alpha: [0.5, 1] } });
    const [noisyHalf, noisyWhole] = keysOf({ ...soft, grid: { alpha: [0.5, 1] }, labelNoise: 0.2 });
    const [, smoothWhole] = keysOf({ ...soft, grid: { alpha: [0.5, 1] }, labelSmoothing: 0.1 });
    expect(noisyHalf).not.toBe(half);
    expect(noisyWhole).toBe(whole);
    expect(smoothWhole).toBe(whole);
  });

  it("gives classes that are left out one key in any order, and no bias to correct where there are none", () => {
    expect(keysOf({ ...hard, leftOutClasses: [8, 7] })).toEqual(keysOf({ ...hard, leftOutClasses: [7, 8] }));
    const [none, some] = keysOf({ ...hard, grid: { leftOutClasses: [[], [3]] } });
    const corrected = keysOf({ ...hard, grid: { leftOutClasses: [[], [3]] }, leftOutBias: "validation" });
    expect(corrected[0]).toBe(none);
    expect(corrected[1]).not.toBe(some);
  });

  it("gives the teacher's top class no soft term, and a key of its own", () => {
    const argmax = { ...hard, labels: "argmax" };
    expect(keysOf(argmax)).not.toEqual(keysOf(hard));
    expect(experimentOf({ students: [argmax] }).students[0]).toMatchObject({ temperature: 1, alpha: 0 });
  });
});

describe("withoutIdleTeacherTerms(teacher)", () => {
  it("gives a teacher that learns from no other one the terms of hard labels, which may be written", () => {
    expect(experimentOf({}).teachers[0]).toMatchObject({ temperature: 1, alpha: 0 });
    expect(teacherKeyOf({ temperature: 1, alpha: 0 })).toBe(teacherKeyOf({}));
  });

  it("leaves an assistant its temperature", () => {
    const assistant = { teacher: "network" };
    expect(teacherKeyOf({ ...assistant, temperature: 3 }, "labels")).not.toBe(
      teacherKeyOf({ ...assistant, temperature: 4 }, "labels"),
    );
  });
});
