// A small study on the points of test/fixtures/keras.
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study } from "../../src/study/schema.ts";

export const points = {
  name: "npy",
  features: "x.npy",
  labels: "y.npy",
  testFeatures: "x-test.npy",
  testLabels: "y-test.npy",
};

interface NamedTeacher {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** With a tree for each teacher, which learns its labels by heart. */
export function parsedWith(teachers: readonly NamedTeacher[], dataset: object = points): Study {
  const students = teachers.map(({ name }) => ({
    name: `tree of ${name}`,
    kind: "tree",
    labels: "soft",
    teacher: name,
  }));
  return parseStudyObject({
    name: "outside",
    seeds: [1, 2],
    experiments: [{ name: "points", dataset, teachers, students }],
  });
}
