// One experiment of the plan: each dataset, teacher, set of soft labels and cell as a row and the jobs that make it.
import type { Job, LabelsSource } from "../jobs/job.ts";
import { type Cell, cellsOf } from "../study/cells.ts";
import { isPerSeed } from "../study/dataset-seeds.ts";
import type { Experiment, TeacherSpec } from "../study/schema.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { TreeCell } from "./growths.ts";
import { datasetKey, shardKey, softLabelsKey, studentKey, teacherKey } from "./keys.ts";
import type { PlanInput, PlannedRow } from "./planned.ts";
import { shardRanges } from "./shards.ts";
import type { StackCell } from "./stacks.ts";

interface ExperimentPlan {
  readonly rows: PlannedRow[];
  readonly jobs: Job[];
  readonly stackCells: StackCell[];
  readonly treeCells: TreeCell[];
}

export function planExperiment(input: PlanInput, experiment: Experiment): ExperimentPlan {
  const cells = cellsOf(experiment, input.study.seeds);
  const labelled = experiment.teachers.filter(({ name }) =>
    cells.some((cell) => cell.teacher?.name === name),
  );
  const parts = [
    ...input.study.seeds.map((seed) => datasetPart(input, experiment, seed)),
    ...experiment.teachers.flatMap((spec) =>
      input.study.seeds.map((seed) => teacherPart(input, experiment, spec, seed)),
    ),
    ...labelled.flatMap((spec) =>
      input.study.seeds.map((seed) => softLabelsPart(input, experiment, spec, seed)),
    ),
    ...cells.map((cell) => cellPart(input, experiment, cell)),
  ];
  return {
    // What serves all seeds is one row.
    rows: uniqueBy(
      parts.map(({ row }) => row),
      (row) =>
        row.role === "student" ? row : `${row.role} ${"teacher" in row ? row.teacher.name : ""} ${row.key}`,
    ),
    jobs: parts.flatMap(({ jobs }) => jobs),
    stackCells: parts.flatMap(({ stackCell }) => (stackCell ? [stackCell] : [])),
    treeCells: parts.flatMap(({ treeCell }) => (treeCell ? [treeCell] : [])),
  };
}

interface Part {
  readonly row: PlannedRow;
  readonly jobs: Job[];
  readonly stackCell?: StackCell;
  readonly treeCell?: TreeCell;
}

function datasetPart(input: PlanInput, experiment: Experiment, seed: number): Part {
  const { source } = input.datasetOf(experiment, seed);
  const key = datasetKey(source.spec, source.hash);
  const ofSeed = isPerSeed(experiment.dataset) ? seed : null;
  const id = jobId(experiment, "describe-dataset", ofSeed);
  return {
    row: { role: "dataset", key, experiment: experiment.name, seed: ofSeed, spec: source.spec },
    jobs: [{ kind: "describe-dataset", id, needs: [], makes: [key], dataset: source }],
  };
}

/** A teacher as one seed of the study sees it. */
function teacherOfSeed(input: PlanInput, experiment: Experiment, spec: TeacherSpec, studySeed: number) {
  const { source, transferSize } = input.datasetOf(experiment, studySeed);
  const seed = spec.seed ?? studySeed;
  const threads = (spec.kind === "conv" ? spec.threads : undefined) ?? input.cores;
  const key = teacherKey({ spec, seed, dataHash: source.hash, engineId: input.engineId, threads });
  const ofSeed = spec.seed === undefined || isPerSeed(experiment.dataset) ? studySeed : null;
  return { source, transferSize, seed, key, ofSeed, threads };
}

function teacherPart(
  input: PlanInput,
  experiment: Experiment,
  teacher: TeacherSpec,
  studySeed: number,
): Part {
  const { source, seed, key, ofSeed, threads } = teacherOfSeed(input, experiment, teacher, studySeed);
  const spec = teacher.kind === "conv" ? { ...teacher, threads } : teacher;
  const id = jobId(experiment, "train-teacher", teacher.name, ofSeed);
  return {
    row: { role: "teacher", key, experiment: experiment.name, seed: ofSeed, teacher: spec },
    jobs: [{ kind: "train-teacher", id, needs: [], makes: [key], dataset: source, spec, seed }],
  };
}

function softLabelsPart(input: PlanInput, experiment: Experiment, teacher: TeacherSpec, seed: number): Part {
  const { source, transferSize, key: parent, ofSeed } = teacherOfSeed(input, experiment, teacher, seed);
  const key = softLabelsKey(parent);
  const shards = shardRanges(transferSize).map((range) => ({
    ...range,
    key: shardKey(parent, range.first, range.count),
  }));
  const labelling = shards.map(
    ({ key: made, ...range }, index): Job => ({
      kind: "label-shard",
      id: jobId(experiment, "label-shard", teacher.name, ofSeed, index + 1),
      needs: [parent],
      makes: [made],
      dataset: source,
      teacherKey: parent,
      teacher,
      range,
    }),
  );
  const join: Job = {
    kind: "join-labels",
    id: jobId(experiment, "join-labels", teacher.name, ofSeed),
    needs: [parent, ...shards.map((shard) => shard.key)],
    makes: [key],
    dataset: source,
    teacherKey: parent,
    shards,
  };
  return {
    row: { role: "soft-labels", key, experiment: experiment.name, seed: ofSeed, teacher },
    jobs: [...labelling, join],
  };
}

function cellPart(input: PlanInput, experiment: Experiment, cell: Cell): Part {
  const { source, trainRows, evaluatedRows, inputShape, numClasses } = input.datasetOf(experiment, cell.seed);
  const parent = cell.teacher === null ? null : teacherOfSeed(input, experiment, cell.teacher, cell.seed).key;
  const labels: LabelsSource | null =
    parent === null ? null : { key: softLabelsKey(parent), teacherKey: parent };
  const key = studentKey({
    spec: cell.student,
    seed: cell.seed,
    dataHash: source.hash,
    softLabels: labels?.key ?? null,
    engineId: input.engineId,
  });
  const row: PlannedRow = { role: "student", key, experiment: experiment.name, seed: cell.seed, cell };
  const student = { key, experiment: experiment.name, source, labels };
  if (cell.student.kind === "tree") return { row, jobs: [], treeCell: { ...student, spec: cell.student } };
  const inputs = product(inputShape);
  const sizes = { inputs, numClasses, trainRows, evaluatedRows };
  return { row, jobs: [], stackCell: { ...student, ...sizes, spec: cell.student, seed: cell.seed } };
}

const product = (extents: readonly number[]) => extents.reduce((size, extent) => size * extent, 1);

function jobId(experiment: Experiment, ...parts: readonly (string | number | null)[]): string {
  return [experiment.name, ...parts.filter((part) => part !== null)].join("/");
}
