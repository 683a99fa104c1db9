// A grid gives different cells, and not more of them than a plan can hold.
import { axesOf, axisNames, variantCount } from "./grid.ts";
import { listed, type Path, type Problem } from "./problem.ts";
import { repeated } from "./repeated.ts";
import { type Experiment, type StudentSpec, type Study, studentSchema } from "./schema.ts";

/** A plan, a sorted result and a report of so many rows still fit in memory many times over. */
const maximumCells = 100_000;

export function gridProblems(experiment: Experiment, path: Path): Problem[] {
  return experiment.students.flatMap((student, index) => {
    const at = [...path, "students", index, "grid"];
    return [...emptyGrid(student, at), ...repeatedValues(student, at), ...idleMomentum(student, at)];
  });
}

function emptyGrid(student: StudentSpec, path: Path): Problem[] {
  if (student.grid === undefined || axesOf(student).length > 0) return [];
  const message = `Expected \`grid\` to have one of the axes ${listed(axesOfKind(student.kind))}, got an empty mapping`;
  return [{ path, message, hint: "Add an axis, or remove the grid." }];
}

function axesOfKind(kind: StudentSpec["kind"]): string[] {
  const { grid } = studentSchema.options.find(({ shape }) => shape.kind.value === kind)!.shape;
  return axisNames.filter((name) => name in grid.unwrap().shape);
}

/** A grid is a product, so two cells are the same exactly when a value is written twice. */
function repeatedValues(student: StudentSpec, path: Path): Problem[] {
  return axesOf(student).flatMap(({ name, values }) =>
    repeated(values).map((index) => ({
      path: [...path, name, index],
      message: `Expected the values of \`${name}\` to differ from each other, got \`${JSON.stringify(values[index])}\` again`,
    })),
  );
}

function idleMomentum(student: StudentSpec, path: Path): Problem[] {
  if (student.kind === "tree" || student.grid?.momentum === undefined) return [];
  const optimizers = student.grid.optimizer ?? [student.optimizer];
  if (optimizers.includes("momentum")) return [];
  const message = `Expected no grid over \`momentum\` with the optimizer \`${optimizers.join(", ")}\`, which has none`;
  return [{ path: [...path, "momentum"], message, hint: "Write `optimizer: momentum`, or remove it." }];
}

export function tooManyCells(study: Study): Problem[] {
  const variants = study.experiments.flatMap(({ students }) =>
    students.map((student) => variantCount(student)),
  );
  const cells = variants.reduce((sum, count) => sum + count, 0) * study.seeds.length;
  if (cells <= maximumCells) return [];
  const message = `Expected grids and seeds to give at most ${maximumCells} cells, got ${cells}`;
  return [{ path: ["experiments"], message, hint: "Take fewer values or seeds, or split the study." }];
}
