// The names that grids of datasets and teachers give: each once, and such as a study may write.
import { experimentsOfGrid } from "./dataset-grid.ts";
import { type Path, type Problem, quoted } from "./problem.ts";
import { name as teacherName } from "./schema/fields.ts";
import { type Experiment, experimentSchema, type Study } from "./schema.ts";
import { teachersOfGrid } from "./teacher-grid.ts";

interface Named {
  readonly name: string;
  /** Whether a grid gave the name. */
  readonly isNew: boolean;
  readonly path: Path;
}

const { name: experimentName, title: experimentTitle } = experimentSchema.shape;

export function expandedNameProblems({ experiments }: Study): Problem[] {
  const expanded = experiments.flatMap((written, index) =>
    experimentsOfGrid(written).map((experiment) => ({
      ...experiment,
      isNew: experiment !== written,
      path: ["experiments", index, "name"],
    })),
  );
  const titles = expanded.filter(({ title }) => !experimentTitle.safeParse(title).success);
  return [
    ...nameProblems(expanded, (name) => experimentName.safeParse(name).success),
    ...titles.map(({ title, path }) => tooLong("title", title!, [...path.slice(0, -1), "title"])),
    ...experiments.flatMap(teacherNameProblems),
  ];
}

function teacherNameProblems({ teachers }: Experiment, experiment: number): Problem[] {
  const expanded = teachers.flatMap((written, index) =>
    teachersOfGrid(written).map((teacher) => ({
      name: teacher.name,
      isNew: teacher !== written,
      path: ["experiments", experiment, "teachers", index, "name"],
    })),
  );
  return nameProblems(expanded, (name) => teacherName.safeParse(name).success);
}

/** Two equal names that a study writes itself are told elsewhere. */
function nameProblems(named: readonly Named[], isName: (name: string) => boolean): Problem[] {
  const first = new Map(named.toReversed().map((one) => [one.name, one]));
  return named.flatMap((one) => {
    if (one.isNew && !isName(one.name)) return [tooLong("name", one.name, one.path)];
    const other = first.get(one.name)!;
    if (other === one || !(one.isNew || other.isNew)) return [];
    const message = `Expected each name to be there once, got ${quoted(one.name)} by a grid and again`;
    return [{ path: one.path, message, hint: "Write another `name`." }];
  });
}

function tooLong(field: string, text: string, path: Path): Problem {
  const message = `Expected \`${field}\` to be short enough for what the grid adds, got ${text.length} characters with it`;
  return { path, message, hint: `Shorten it: ${quoted(text)}.` };
}
