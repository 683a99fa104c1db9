// One experiment of the plan: each dataset, teacher, set of soft labels and cell as a row and the jobs that make it.
import { inputSize } from "../data/dataset.ts";
import type { Job, LabellingTeacher } from "../jobs/job.ts";
import { type Cell, cellsOf } from "../study/cells.ts";
import { isPerSeed } from "../study/dataset-seeds.ts";
import { keyOf } from "../study/key.ts";
import type { Experiment, ModelTeacherSpec, TeacherSpec, TrainedTeacherSpec } from "../study/schema.ts";
import { isTrained } from "../study/teacher-kinds.ts";
import { teachersBehind } from "../study/teacher-of.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { TreeCell } from "./growths.ts";
import { datasetIdentity, shardKey, studentIdentity } from "./keys.ts";
import type { PlanInput, PlannedRow } from "./planned.ts";
import { shardRanges } from "./shards.ts";
import type { StackCell } from "./stacks.ts";
import { teacherOfSeed } from "./teacher-of-seed.ts";

interface ExperimentPlan {
  readonly rows: PlannedRow[];
  readonly jobs: Job[];
  readonly stackCells: StackCell[];
  readonly treeCells: TreeCell[];
}

export function planExperiment(input: PlanInput, experiment: Experiment): ExperimentPlan {
  const cells = cellsOf(experiment, input.study.seeds);
  const labelled = labellingTeachers(experiment, cells);
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
  const { source, names } = input.datasetOf(experiment, seed);
  const { spec } = source;
  const identity = datasetIdentity(spec, source.hash);
  const key = keyOf(identity);
  const ofSeed = isPerSeed(experiment.dataset) ? seed : null;
  const id = jobId(experiment, "describe-dataset", ofSeed);
  return {
    row: { role: "dataset", key, identity, experiment: experiment.name, seed: ofSeed, spec, names },
    jobs: [{ kind: "describe-dataset", id, needs: [], makes: [key], dataset: source }],
  };
}

/** Those from whom a student or another teacher learns, or whose agreement with a student is measured. */
function labellingTeachers({ teachers }: Experiment, cells: readonly Cell[]): TeacherSpec[] {
  const named = new Set([
    ...cells.flatMap(({ teacher }) => (teacher === null ? [] : [teacher.name])),
    ...teachers.flatMap(teachersBehind),
  ]);
  return teachers.filter(({ name }) => named.has(name));
}

function teacherPart(
  input: PlanInput,
  experiment: Experiment,
  teacher: TeacherSpec,
  studySeed: number,
): Part {
  const { source } = input.datasetOf(experiment, studySeed);
  const ofTeacher = teacherOfSeed(input, experiment, teacher, studySeed);
  const { key, identity, labels, seed, ofSeed, threads, behind } = ofTeacher;
  const spec = isTrainedAlone(teacher) ? { ...teacher, threads } : teacher;
  const who = { experiment: experiment.name, seed: ofSeed, teacher: spec };
  const row: PlannedRow = { role: "teacher", key, identity, ...who };
  const needs = behind.flatMap((other) => [other.labels.key, other.key]);
  const base = { needs, dataset: source };
  if (spec.kind === "ensemble") {
    const id = jobId(experiment, "average-teachers", teacher.name, ofSeed);
    const members = behind.map((other) => other.labels);
    return { row, jobs: [{ ...base, kind: "average-teachers", id, makes: [key, labels.key], members }] };
  }
  if (!isTrained(spec)) {
    const id = jobId(experiment, "read-teacher", teacher.name, ofSeed);
    const makes = spec.kind === "logits" ? [key, labels.key] : [key];
    return { row, jobs: [{ ...base, kind: "read-teacher", id, makes, spec, files: input.filesOf(spec) }] };
  }
  const id = jobId(experiment, "train-teacher", teacher.name, ofSeed);
  const from = behind[0]?.labels ?? null;
  return { row, jobs: [{ ...base, kind: "train-teacher", id, makes: [key], spec, seed, labels: from }] };
}

function softLabelsPart(input: PlanInput, experiment: Experiment, teacher: TeacherSpec, seed: number): Part {
  const { labels, labelsIdentity, ofSeed } = teacherOfSeed(input, experiment, teacher, seed);
  const row: PlannedRow = {
    role: "soft-labels",
    key: labels.key,
    identity: labelsIdentity,
    experiment: experiment.name,
    seed: ofSeed,
    teacher,
  };
  if (teacher.kind === "ensemble" || teacher.kind === "logits") return { row, jobs: [] }; // made with the teacher
  return { row, jobs: labellingJobs(input, experiment, teacher, seed) };
}

function labellingJobs(
  input: PlanInput,
  experiment: Experiment,
  spec: TrainedTeacherSpec | ModelTeacherSpec,
  seed: number,
): Job[] {
  const { source, transferSize } = input.datasetOf(experiment, seed);
  const { key: parent, labels, ofSeed } = teacherOfSeed(input, experiment, spec, seed);
  const teacher: LabellingTeacher = isTrained(spec)
    ? { from: "store", spec }
    : { from: "files", spec, files: input.filesOf(spec) };
  const shards = shardRanges(transferSize).map((range) => ({
    ...range,
    key: shardKey(parent, range.first, range.count),
  }));
  const labelling = shards.map(
    ({ key: made, ...range }, index): Job => ({
      kind: "label-shard",
      id: jobId(experiment, "label-shard", spec.name, ofSeed, index + 1),
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
    id: jobId(experiment, "join-labels", spec.name, ofSeed),
    needs: [parent, ...shards.map((shard) => shard.key)],
    makes: [labels.key],
    dataset: source,
    teacherKey: parent,
    shards,
  };
  return [...labelling, join];
}

function cellPart(input: PlanInput, experiment: Experiment, cell: Cell): Part {
  const planned = input.datasetOf(experiment, cell.seed);
  const { source, trainRows, evaluatedRows, numClasses } = planned;
  const labels =
    cell.teacher === null ? null : teacherOfSeed(input, experiment, cell.teacher, cell.seed).labels;
  const identity = studentIdentity({
    spec: cell.student,
    seed: cell.seed,
    dataHash: source.hash,
    softLabels: labels?.key ?? null,
    engineId: input.engineId,
  });
  const key = keyOf(identity);
  const row: PlannedRow = {
    role: "student",
    key,
    identity,
    experiment: experiment.name,
    seed: cell.seed,
    cell,
  };
  const student = { key, experiment: experiment.name, source, labels, seed: cell.seed };
  if (cell.student.kind === "tree") return { row, jobs: [], treeCell: { ...student, spec: cell.student } };
  const sizes = { inputs: inputSize(planned), numClasses, trainRows, evaluatedRows };
  return { row, jobs: [], stackCell: { ...student, ...sizes, spec: cell.student } };
}

function jobId(experiment: Experiment, ...parts: readonly (string | number | null)[]): string {
  return [experiment.name, ...parts.filter((part) => part !== null)].join("/");
}
