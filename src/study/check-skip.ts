// A condition of `skip` speaks of fields that may be axes, names values that cells have, and leaves some cells.
import { studentAxes } from "./allowed-axes.ts";
import { valuesOf } from "./field-values.ts";
import { type AxisName, trainedVariants, valueText, variantCount } from "./grid.ts";
import { withoutIdleTerms } from "./idle-terms.ts";
import { nearest } from "./nearest.ts";
import { listed, type Path, type Problem, quoted } from "./problem.ts";
import type { Experiment, StudentSpec } from "./schema.ts";
import { withTeacherAxis } from "./teacher-axis.ts";
import { type TeacherNames, teacherNamesOf } from "./teacher-grid.ts";

export function skipProblems(experiment: Experiment, path: Path): Problem[] {
  const namesOf = teacherNamesOf(experiment);
  return experiment.students.flatMap((student, index) => {
    if (student.skip === undefined) return [];
    const at = [...path, "students", index, "skip"];
    const expanded = withTeacherAxis(student, experiment, namesOf);
    const conditions = student.skip.flatMap((condition, place) =>
      Object.entries(condition).flatMap(([field, wanted]) =>
        fieldProblems(expanded, field, [wanted].flat(1), namesOf, [...at, place, field]),
      ),
    );
    return conditions.length > 0 ? conditions : nothingLeft(expanded, at);
  });
}

/** `wanted` are the values of which a cell has one; lists of widths or classes are values themselves. */
function fieldProblems(
  student: StudentSpec,
  field: string,
  wanted: readonly unknown[],
  namesOf: TeacherNames,
  path: Path,
): Problem[] {
  const known = studentAxes(student);
  if (!known.includes(field)) return [unknownField(field, known, path)];
  const values = valuesOf(withoutIdleTerms(student), field as AxisName & keyof StudentSpec);
  const texts = new Set(values.map((value) => valueText(field, value)));
  const meant = (value: unknown) => (field === "teacher" ? namesOf(String(value)) : [value]);
  return wanted.flatMap((value) => {
    if (meant(value).every((one) => texts.has(valueText(field, one)))) return [];
    const message = `Expected \`skip\` to name values that cells have, got ${quoted(`${field}: ${JSON.stringify(value)}`)}`;
    const hint = `The cells have ${shownValues(values)}: correct it, or remove it.`;
    return [{ path, message, hint }];
  });
}

function unknownField(field: string, known: readonly string[], path: Path): Problem {
  const meant = nearest(field, known);
  const suggestion = meant === null ? "" : `Did you mean ${quoted(meant)}? `;
  const message = `Expected the conditions of \`skip\` to speak of axes, got ${quoted(field)}`;
  return { path, message, hint: `${suggestion}Axes of such a student: ${listed(known)}.` };
}

function nothingLeft(student: StudentSpec, path: Path): Problem[] {
  if (trainedVariants(student).length > 0) return [];
  const message = `Expected \`skip\` to leave a cell of ${quoted(student.name)}, but it leaves out all ${variantCount(student)}`;
  return [{ path, message, hint: "Remove a condition, or let it speak of fewer values." }];
}

const shownAtMost = 10;

function shownValues(values: readonly unknown[]): string {
  if (values.length === 0) return "none";
  const shown = listed(values.slice(0, shownAtMost).map((value) => JSON.stringify(value)));
  return values.length > shownAtMost ? `${shown} and ${values.length - shownAtMost} more` : shown;
}
