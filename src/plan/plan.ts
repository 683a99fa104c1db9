// Study -> rows to be had and jobs that make them. Pure: no tensors, no files. What is already done is an argument.
import type { Job } from "../jobs/job.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { planExperiment } from "./experiment.ts";
import { groupGrowths } from "./growths.ts";
import type { PlanInput, PlannedRow } from "./planned.ts";
import { cutStacks } from "./stacks.ts";

export interface Plan {
  /** In the order of results.jsonl: by experiment, then dataset, teachers, soft labels, students. */
  readonly rows: readonly PlannedRow[];
  /** In the order in which ready ones should start. */
  readonly jobs: readonly Job[];
}

/** Keys are hashed once, for as many states of the store as are asked about: which keys it has intact. */
export function planner(input: PlanInput): (isDone: (key: string) => boolean) => Plan {
  const experiments = input.study.experiments.map((experiment) => planExperiment(input, experiment));
  const rows = experiments.flatMap((part) => part.rows);
  const jobs = uniqueBy(
    experiments.flatMap((part) => part.jobs),
    ({ makes }) => makes.join(),
  );
  const unique = <C extends { readonly key: string }>(cells: readonly C[]) =>
    uniqueBy(cells, ({ key }) => key);
  const stackCells = unique(experiments.flatMap((part) => part.stackCells));
  const treeCells = unique(experiments.flatMap((part) => part.treeCells));
  return (isDone) => {
    const missing = <C extends { readonly key: string }>(cells: readonly C[]) =>
      cells.filter(({ key }) => !isDone(key));
    const left = jobs.filter((job) => !job.makes.every(isDone));
    const growths = groupGrowths(missing(treeCells));
    const stacks = cutStacks(missing(stackCells), input);
    const all = [...withoutIdleShards(left), ...growths, ...stacks];
    return { rows, jobs: all.sort((a, b) => startOrder(a) - startOrder(b)) };
  };
}

/** Shards are worth nothing once their labels are joined. */
function withoutIdleShards(jobs: readonly Job[]): Job[] {
  const needed = new Set(jobs.filter(({ kind }) => kind === "join-labels").flatMap(({ needs }) => needs));
  return jobs.filter((job) => job.kind !== "label-shard" || needed.has(job.makes[0]!));
}

/** The longest chain first: a teacher with all cores, the labels that wait for it, then students, large before small. */
function startOrder(job: Job): number {
  return job.kind === "train-teacher" && isTrainedAlone(job.spec) ? 0 : startOrders[job.kind];
}

const startOrders: Readonly<Record<Job["kind"], number>> = {
  "read-teacher": 0, // a moment, and others wait for it
  "train-teacher": 1,
  "label-shard": 2,
  "join-labels": 3,
  "average-teachers": 3,
  "train-stack": 4, // among themselves the longest come first already
  "grow-trees": 5,
  "describe-dataset": 6,
};
