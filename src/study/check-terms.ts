// The two terms of a loss. Where one has no weight, the fields that speak of it have no effect, and an axis of such a
// field gives the same cell again and again.
import { axisPath, type Place, placesOf, valuesOf } from "./field-values.ts";
import { trainedVariants } from "./grid.ts";
import { hasHardTerm, isToldTrueLabels, teacherHasHardTerm } from "./hard-term.ts";
import { hasHardTargets } from "./labels.ts";
import type { Path, Problem } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Experiment, NetworkStudentSpec, StudentSpec, TeacherSpec } from "./schema.ts";
import { isTrained } from "./teacher-kinds.ts";

export function termProblems({ teachers, students }: Experiment, path: Path): Problem[] {
  return [
    ...teachers.flatMap((teacher, index) => teacherTerms(teacher, [...path, "teachers", index])),
    ...students.flatMap((student, index) => studentTerms(student, [...path, "students", index])),
  ];
}

function teacherTerms(teacher: TeacherSpec, at: Path): Problem[] {
  if (!isTrained(teacher) || teacherHasHardTerm(teacher)) return [];
  return [
    ...idleField("labelNoise", placesOf(teacher, "labelNoise", at), lowerAlpha),
    ...idleField("labelSmoothing", placesOf(teacher, "labelSmoothing", at), lowerAlpha),
  ];
}

function studentTerms(student: StudentSpec, at: Path): Problem[] {
  const remedy = student.kind === "tree" || hasHardTargets(student) ? "Write `labels: hard`" : lowerAlpha;
  const noise = isToldTrueLabels(student)
    ? []
    : idleField("labelNoise", placesOf(student, "labelNoise", at), remedy);
  if (student.kind === "tree") return noise;
  const smoothing = hasHardTerm(student)
    ? []
    : placesOf<NetworkStudentSpec, "labelSmoothing">(student, "labelSmoothing", at);
  const soft = hasHardTargets(student) ? [] : softTerm(student, at);
  return [...noise, ...idleField("labelSmoothing", smoothing, remedy), ...soft];
}

const lowerAlpha = "Lower `alpha` below 1";

const labelsThere = { labelNoise: "a true label", labelSmoothing: "a hard label" } as const;

function idleField(
  field: keyof typeof labelsThere,
  places: readonly Place<number>[],
  remedy: string,
): Problem[] {
  const place = places.find(({ value }) => value > 0);
  if (place === undefined) return [];
  const message = `Expected no \`${field}\` where ${labelsThere[field]} is never told, got \`${place.value}\``;
  return [{ path: place.path, message, hint: `${remedy}, or remove it.` }];
}

function softTerm(student: NetworkStudentSpec, at: Path): Problem[] {
  const [first, ...others] = placesOf<NetworkStudentSpec, "alpha">(student, "alpha", at);
  if (first === undefined || first.value > 0 || others.length > 0) return equalCells(student, at);
  const message = `Expected \`alpha\` to be above 0 with the labels \`${student.labels}\`, got \`0\``;
  const hint = "At 0 nothing is learnt from the teacher: write `labels: hard`.";
  return [{ path: first.path, message, hint }];
}

/** At which alpha an axis gives equal cells. */
const idleAxes = [
  { alpha: 0, field: "temperature" },
  { alpha: 1, field: "labelNoise" },
  { alpha: 1, field: "labelSmoothing" },
] as const;

/** Of the cells that are not skipped. */
function equalCells(student: NetworkStudentSpec, at: Path): Problem[] {
  const alphas = valuesOf<NetworkStudentSpec, "alpha">(student, "alpha");
  return idleAxes.flatMap(({ alpha, field }) => {
    const path = axisPath(student, field, at);
    if (path === null || alphas.length < 2 || !alphas.includes(alpha)) return [];
    const idle = trainedVariants(student).filter((variant) => variant.alpha === alpha);
    if (repeated(idle.map(({ [field]: _, ...others }) => others)).length === 0) return [];
    const [kept, ...left] = valuesOf<NetworkStudentSpec, typeof field>(student, field);
    const message = `Expected one value of \`${field}\` for the cells with \`alpha\` ${alpha}, got ${left.length + 1}`;
    const hint =
      `They would be equal. Take ${alpha} out of \`alpha\`, or keep \`${kept}\` alone: ` +
      `\`skip: [{ alpha: ${alpha}, ${field}: [${left.join(", ")}] }]\`.`;
    return [{ path, message, hint }];
  });
}
