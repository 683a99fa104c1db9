// A grid gives different cells, and an axis of `tune` gives something to choose from.
import { datasetAxes, studentAxes, teacherAxes } from "./allowed-axes.ts";
import { axisPath, valuesOf } from "./field-values.ts";
import { valueText } from "./grid.ts";
import { listed, type Path, type Problem } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Experiment, StudentSpec, TeacherSpec } from "./schema.ts";
import { type TeacherNames, teacherNamesOf } from "./teacher-grid.ts";
import { isTrained } from "./teacher-kinds.ts";

type Axes = Readonly<Record<string, readonly unknown[] | undefined>>;

/** A `grid` or a `tune` as it is written. */
interface Product {
  readonly axes: Axes;
  readonly allowed: readonly string[];
  readonly path: Path;
}

export function gridProblems(experiment: Experiment, path: Path): Problem[] {
  const { dataset, teachers, students } = experiment;
  const namesOf = teacherNamesOf(experiment);
  const products = [
    ...productsOf(dataset, datasetAxes(dataset), [...path, "dataset"]),
    ...teachers.flatMap((teacher, index) =>
      productsOf(teacher, teacherAxes(teacher), [...path, "teachers", index]),
    ),
    ...students.flatMap((student, index) =>
      productsOf(student, studentAxes(student), [...path, "students", index]),
    ),
  ];
  return [
    ...products.flatMap((product) => [...emptyProduct(product), ...repeatedValues(product)]),
    ...teachers.flatMap((teacher, index) => idleMomentum(teacher, [...path, "teachers", index])),
    ...students.flatMap((student, index) => {
      const at = [...path, "students", index];
      return [
        ...axesTwice(student, at),
        ...singleChoices(student, namesOf, at),
        ...idleMomentum(student, at),
      ];
    }),
  ];
}

function productsOf(spec: object, allowed: readonly string[], path: Path): Product[] {
  const { grid, tune } = spec as { readonly grid?: Axes; readonly tune?: Axes };
  return Object.entries({ grid, tune }).flatMap(([field, axes]) =>
    axes === undefined ? [] : [{ axes, allowed, path: [...path, field] }],
  );
}

function emptyProduct({ axes, allowed, path }: Product): Problem[] {
  if (Object.values(axes).some((values) => values !== undefined)) return [];
  const field = path.at(-1);
  const message = `Expected \`${field}\` to have one of the axes ${listed(allowed)}, got an empty mapping`;
  return [{ path, message, hint: `Add an axis, or remove the ${field}.` }];
}

/** Both are products, so two cells are the same exactly when a value is written twice. */
function repeatedValues({ axes, path }: Product): Problem[] {
  return Object.entries(axes).flatMap(([name, values = []]) =>
    repeated(values.map((value) => valueText(name, value))).map((index) => ({
      path: [...path, name, index],
      message: `Expected the values of \`${name}\` to differ from each other, got \`${JSON.stringify(values[index])}\` again`,
    })),
  );
}

function axesTwice({ grid = {}, tune = {} }: StudentSpec, path: Path): Problem[] {
  const both = Object.keys(tune).filter((name) => name in grid);
  return both.map((name) => ({
    path: [...path, "tune", name],
    message: `Expected \`${name}\` under \`grid\` or under \`tune\`, got it under both`,
    hint: "A grid reports on each value; `tune` chooses one of them on validation.",
  }));
}

/** A teacher with a grid is a choice by itself. */
function singleChoices({ tune = {} }: StudentSpec, namesOf: TeacherNames, path: Path): Problem[] {
  return Object.entries(tune).flatMap(([name, values]) => {
    if (values === undefined) return [];
    const meant = name === "teacher" ? tune.teacher!.flatMap(namesOf) : values;
    if (meant.length > 1) return [];
    const message = `Expected at least two values of \`${name}\` to choose from, got one`;
    const hint = `Write \`${name}: ${JSON.stringify(values[0])}\` outside of \`tune\`, or add values.`;
    return [{ path: [...path, "tune", name], message, hint }];
  });
}

function idleMomentum(spec: StudentSpec | TeacherSpec, path: Path): Problem[] {
  if (spec.kind === "tree" || (!("labels" in spec) && !isTrained(spec))) return [];
  const optimizers = valuesOf<typeof spec, "optimizer">(spec, "optimizer");
  const axis = axisPath(spec, "momentum", path);
  if (axis === null || optimizers.includes("momentum")) return [];
  const message = `Expected no axis of \`momentum\` with the optimizer \`${optimizers.join(", ")}\`, which has none`;
  return [{ path: axis, message, hint: "Write `optimizer: momentum`, or remove it." }];
}
