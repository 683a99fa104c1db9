// Classes that are left out are classes of the data, and never all of them.
import { placesOf } from "./field-values.ts";
import { leavesClassesOut } from "./left-out.ts";
import type { Path, Problem } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { DatasetSpec, Experiment, StudentSpec } from "./schema.ts";
import { isTrained } from "./teacher-kinds.ts";

/** null where only the files tell: then the check is repeated when they are read (src/coordinator/datasets.ts). */
const knownClasses: Readonly<Record<DatasetSpec["name"], number | null>> = {
  moons: 2,
  mnist: 10,
  idx: null,
  csv: null,
  npy: null,
};

export function leftOutProblems(
  { dataset, teachers, students }: Experiment,
  path: Path,
  numClasses = knownClasses[dataset.name],
): Problem[] {
  const places = [
    ...teachers.flatMap((teacher, index) =>
      isTrained(teacher) ? placesOf(teacher, "leftOutClasses", [...path, "teachers", index]) : [],
    ),
    ...students.flatMap((student, index) =>
      placesOf(student, "leftOutClasses", [...path, "students", index]),
    ),
  ];
  return [
    ...places.flatMap(({ value, path: at }) => classesProblems(value, dataset, numClasses, at)),
    ...students.flatMap((student, index) => idleBias(student, [...path, "students", index])),
  ];
}

function classesProblems(
  classes: readonly number[],
  { name }: DatasetSpec,
  count: number | null,
  path: Path,
): Problem[] {
  const problem = (index: number, expected: string, got: string) => ({
    path: [...path, index],
    message: `Expected \`leftOutClasses\` to ${expected}, got ${got}`,
  });
  const unknown = classes.flatMap((label, index) =>
    count === null || label < count
      ? []
      : [problem(index, `be among the classes 0 to ${count - 1} of ${name}`, `\`${label}\``)],
  );
  const twice = repeated(classes).map((index) =>
    problem(index, "name each class once", `\`${classes[index]}\` again`),
  );
  const isAll = count !== null && new Set(classes).size >= count && unknown.length === 0;
  if (!isAll) return [...unknown, ...twice];
  return [{ path, message: `Expected \`leftOutClasses\` to leave a class of ${name}, got all ${count}` }];
}

function idleBias(student: StudentSpec, path: Path): Problem[] {
  if (student.kind !== "mlp" || student.leftOutBias === "none" || leavesClassesOut(student)) return [];
  const message = `Expected \`leftOutClasses\` beside \`leftOutBias: ${student.leftOutBias}\`, but no class is left out`;
  return [{ path: [...path, "leftOutBias"], message, hint: "Name the classes, or remove `leftOutBias`." }];
}
