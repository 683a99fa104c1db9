// Which models of a study are asked what a prediction costs: one of each architecture, for the cost is the architecture's.
import { spreadEvenly } from "../numeric/spread-evenly.ts";
import { testAccuracies } from "../report/accuracy-text.ts";
import { architectureName } from "../report/architecture-name.ts";
import { validationAccuracy } from "../report/chosen-variant.ts";
import { type ExperimentResults, experimentResults } from "../report/results.ts";
import { variantText } from "../report/settings.ts";
import type { Cost, DatasetRow, Row, StudentRow, TeacherRow } from "../results/row.ts";
import { groupBy } from "../study/group-by.ts";
import type { StudentSpec, Study, TrainedTeacherSpec } from "../study/schema.ts";
import { isTrained } from "../study/teacher-kinds.ts";

type Asked =
  | { readonly role: "teacher"; readonly spec: TrainedTeacherSpec }
  | { readonly role: "student"; readonly spec: StudentSpec };

export type MeasuredModel = Asked & {
  /** What no other model of the list has: "student 784-10-10-10". */
  readonly architecture: string;
  /** Of the arm or the teacher, with its variant. */
  readonly name: string;
  readonly experiment: string;
  readonly key: string;
  readonly dataHash: string;
  readonly cost: Cost;
  /** On the test split, of all seeds. */
  readonly accuracies: readonly number[];
};

export interface MeasuredModels {
  /** By parameters, the fewest first. */
  readonly models: readonly MeasuredModel[];
  /** All that the study has. */
  readonly architectures: number;
}

/** So that the measurements of a study take less than half a minute. */
const mostModels = 12;

/**
 * Of each architecture the arm, or the teacher, that is best on validation in the first experiment that has it; of that its
 * first seed. Of more than 12 architectures those that are spread evenly from the fewest parameters to the most.
 */
export function measuredModels(study: Study, rows: readonly Row[]): MeasuredModels {
  const candidates = experimentResults(study, rows).flatMap(candidatesOf);
  const chosen = groupBy(candidates, ({ model }) => model.architecture).map(best);
  const bySize = chosen.toSorted((a, b) => a.cost.parameters - b.cost.parameters);
  return { models: spreadEvenly(bySize, mostModels), architectures: bySize.length };
}

interface Candidate {
  readonly model: MeasuredModel;
  readonly validationAccuracy: number;
}

/** An ensemble has no artefact of its own, and of a teacher from outside its predictions alone. */
function candidatesOf({ datasets, teachers, arms }: ExperimentResults): Candidate[] {
  return [
    ...teachers.flatMap(({ spec, rows }) =>
      isTrained(spec) ? candidate(rows, datasets, spec.name, { role: "teacher", spec }) : [],
    ),
    ...arms.flatMap(({ spec: { name: arm }, variants }) =>
      variants.flatMap(({ variant, tuned, rows }) => {
        const name = [arm, variantText({ ...variant, ...tuned })].filter((part) => part !== "").join(", ");
        return rows.length === 0
          ? []
          : candidate(rows, datasets, name, { role: "student", spec: rows[0]!.spec });
      }),
    ),
  ];
}

function candidate(
  rows: readonly (TeacherRow | StudentRow)[],
  datasets: readonly DatasetRow[],
  name: string,
  asked: Asked,
): Candidate[] {
  const [first] = rows;
  const dataset = datasets.find(({ seed }) => seed === null || seed === first?.seed);
  if (first === undefined || dataset === undefined || first.cost === null) return [];
  const { key, experiment, cost } = first;
  const leaves = "tree" in first ? (first.tree?.leaves ?? null) : null;
  const model: MeasuredModel = {
    ...asked,
    architecture: `${asked.role} ${architectureName(asked.spec, dataset, leaves)}`,
    name,
    experiment,
    key,
    dataHash: dataset.hash,
    cost,
    accuracies: testAccuracies(rows),
  };
  return [{ model, validationAccuracy: validationAccuracy({ rows }) }];
}

function best(candidates: readonly Candidate[]): MeasuredModel {
  const { experiment } = candidates[0]!.model;
  const own = candidates.filter(({ model }) => model.experiment === experiment);
  return own.reduce((most, other) => (other.validationAccuracy > most.validationAccuracy ? other : most))
    .model;
}
