// Results of a study of trees, for the figures: what a row holds of its tree is what the test says of the cell.
import { type ExperimentResults, experimentResults } from "../../../src/report/results.ts";
import type { Metrics, StudentRow, TreeShape } from "../../../src/results/row.ts";
import { type Cell, cellsOf } from "../../../src/study/cells.ts";
import { keyOf } from "../../../src/study/key.ts";
import { parseStudyObject } from "../../../src/study/parse.ts";

export const arm = {
  hard: { name: "hard_tree", kind: "tree", labels: "hard" },
  soft: { name: "soft_tree", kind: "tree", labels: "soft" },
  logits: { name: "tree on logits", kind: "tree", labels: "soft", targets: "logits" },
  hardFilters: { name: "filters_hard", kind: "soft-tree", labels: "hard", depth: 2, epochs: 1 },
  softFilters: { name: "filters_soft", kind: "soft-tree", labels: "soft", depth: 2, epochs: 1 },
} as const;

/** Beside the rest of a row, what the figures look at; `accuracy` is that on validation. */
export type Drawn = Partial<Pick<StudentRow, "tree" | "softTree" | "key">> & { readonly accuracy?: number };

/** `drawn` of a cell is null where it is not done. */
export function treeResults(
  students: readonly object[],
  seeds: readonly number[],
  drawn: (cell: Cell) => Drawn | null,
): ExperimentResults {
  const study = parseStudyObject({
    name: "trees",
    seeds,
    experiments: [
      {
        name: "digits",
        dataset: { name: "mnist" },
        teachers: [{ name: "t", kind: "mlp", hidden: [2], epochs: 1 }],
        students,
      },
    ],
  });
  const rows = cellsOf(study.experiments[0]!, seeds).flatMap((cell) => {
    const of = drawn(cell);
    return of === null ? [] : [studentRow(cell, of)];
  });
  return experimentResults(study, rows)[0]!;
}

/** With another name for an arm: of what a study would not take, too, which rows from elsewhere may have. */
export function renamed(results: ExperimentResults, name: string, other: string): ExperimentResults {
  return JSON.parse(JSON.stringify(results).replaceAll(name, other)) as ExperimentResults;
}

/** A tree of which nothing is drawn but what is given. */
export function treeShape(fields: Partial<TreeShape>): TreeShape {
  return { leaves: 4, depth: 2, featureUse: null, drawing: null, ...fields };
}

function studentRow(cell: Cell, { tree = null, softTree = null, key, accuracy = 0.9 }: Drawn): StudentRow {
  const { arm, variant, student, teacher, seed } = cell;
  return {
    schemaVersion: 2,
    key: key ?? keyOf([arm, variant, seed]),
    experiment: "digits",
    role: "student",
    state: "done",
    seed,
    arm,
    variant,
    spec: student,
    teacher: teacher?.name ?? null,
    engine: "exact trees",
    metrics: { validation: metrics(accuracy), test: { ...metrics(0.875), ...details } },
    curve: [],
    keptEpoch: null,
    cost: { parameters: 7, bytes: 84, multiplyAdds: 0 },
    tree,
    softTree,
    leftOutBias: null,
    decisionGrid: null,
  };
}

function metrics(accuracy: number): Metrics {
  return {
    samples: 1000,
    errors: Math.round(1000 * (1 - accuracy)),
    accuracy,
    nll: 0.4,
    brier: 0.2,
    ece: 0.05,
    teacherAgreement: null,
    teacherKl: null,
  };
}

const details = {
  confusion: [
    [400, 50, 50],
    [50, 400, 0],
    [25, 0, 25],
  ],
  reliability: [],
  wrong: "",
};
