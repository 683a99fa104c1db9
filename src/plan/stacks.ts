// Which cells train together. A stack is a way to work, not part of a result: every cut that is made gives the same bits.
import type { DatasetSource, LabelsSource, TrainStackJob } from "../jobs/job.ts";
import { fitsLaneKernel } from "../students/kernel-fit.ts";
import { groupBy } from "../study/group-by.ts";
import { canonicalJson, shortKey } from "../study/key.ts";
import { sameTraining, trainingOf } from "../study/recipe.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import { trainingSetIdentity } from "../study/training-set.ts";
import type { PlanInput } from "./planned.ts";
import { batchBytes, laneBytes, type StackShape, trainingMicroseconds } from "./stack-cost.ts";

export interface StackCell extends StackShape {
  readonly spec: NetworkStudentSpec;
  readonly key: string;
  readonly experiment: string;
  readonly seed: number;
  readonly source: DatasetSource;
  readonly labels: LabelsSource | null;
}

/** Wider stacks gain a few percent and lose balance. */
const widestStack = 128;

/** One training, and the cells that come out of it: they differ in what happens afterwards. */
type Lane = readonly StackCell[];

function lanesOf(cells: readonly StackCell[]): Lane[] {
  return groupBy(cells, ({ spec }) => sameTraining(spec));
}

/** What the lanes of one stack may hold together; a single student may be larger. */
const stackBytes = 150e6;

/** The longest first. A student that is larger than a worker's share is a stack of its own. */
export function cutStacks(
  cells: readonly StackCell[],
  { workers, workerBytes, hasLaneKernel }: Pick<PlanInput, "workers" | "workerBytes" | "hasLaneKernel">,
): TrainStackJob[] {
  const groups = groupBy(cells, (cell) => groupOf(cell, hasLaneKernel));
  const stacks = groups.flatMap((group) => chunks(lanesOf(group), widthOf(group[0]!, workerBytes)));
  return balanced(stacks, workers).map(stackJob);
}

function widthOf(cell: StackCell, workerBytes: number): number {
  const bytes = Math.min(stackBytes, workerBytes - batchBytes(cell));
  return Math.max(1, Math.min(widestStack, Math.floor(bytes / laneBytes(cell))));
}

/** Cells of one group share every batch and every rate factor: data, seed, training set, architecture, update rule, epochs. */
function groupOf(cell: StackCell, hasLaneKernel: boolean): string {
  const { spec, seed, source, labels } = cell;
  const { momentum, learningRate, ...shared } = sharedByLanes(spec);
  return canonicalJson({
    ...shared,
    data: source.hash,
    labelsKey: labels?.key ?? null,
    seed,
    trainingSet: trainingSetIdentity(spec),
    momentum: spec.optimizer === "momentum" ? momentum : null,
    learningRate: hasOwnRates(cell, hasLaneKernel) ? null : learningRate,
  });
}

/** Without what each lane may have of its own, and without the fields of the training set, which has its identity. */
function sharedByLanes(spec: NetworkStudentSpec) {
  const {
    labels: _labels,
    temperature: _temperature,
    alpha: _alpha,
    labelSmoothing: _labelSmoothing,
    weightDecay: _weightDecay,
    inverseTemperature: _inverseTemperature,
    balancePenalty: _balancePenalty,
    prediction: _prediction,
    trainFraction: _trainFraction,
    labelNoise: _labelNoise,
    leftOutClasses: _leftOutClasses,
    ...shared
  } = { inverseTemperature: 0, balancePenalty: 0, prediction: "", ...trainingOf(spec) };
  return shared;
}

/** As tensors, Adam's rate is one number for all lanes. */
function hasOwnRates({ spec, numClasses }: StackCell, hasLaneKernel: boolean): boolean {
  if (spec.optimizer !== "adam") return true;
  return hasLaneKernel && fitsLaneKernel(spec, numClasses);
}

/** A cut that is longer than the best one by less than this part, with fewer stacks, is as good. */
const tolerance = 0.03;

/** Halves the longest stack again and again, and takes the first cut that comes near the shortest time of all. */
function balanced(stacks: readonly Lane[][], workers: number): Lane[][] {
  const cuts = [longestFirst(stacks)];
  for (let halvings = 0; halvings < 2 * workers; halvings++) {
    const [longest, ...rest] = cuts.at(-1)!;
    if (longest === undefined || longest.length < 2) break;
    cuts.push(longestFirst([...rest, ...chunks(longest, Math.ceil(longest.length / 2))]));
  }
  const spans = cuts.map((cut) => makespan(cut, workers));
  return cuts[spans.findIndex((span) => span <= (1 + tolerance) * Math.min(...spans))]!;
}

const microseconds = (stack: readonly Lane[]) => trainingMicroseconds(stack[0]![0]!, stack.length);

const longestFirst = (stacks: readonly Lane[][]) =>
  [...stacks].sort((a, b) => microseconds(b) - microseconds(a));

/** When the last worker is done, if each takes the longest stack that is left. */
function makespan(longestFirst: readonly Lane[][], workers: number): number {
  const busy = new Array<number>(workers).fill(0);
  for (const stack of longestFirst) {
    const idlest = busy.indexOf(Math.min(...busy));
    busy[idlest]! += microseconds(stack);
  }
  return Math.max(...busy);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function stackJob(lanes: readonly Lane[]): TrainStackJob {
  const cells = lanes.flat();
  const { experiment, source, labels, seed, key } = cells[0]!;
  return {
    kind: "train-stack",
    id: `${experiment}/train-stack/seed ${seed}/${shortKey(key)}`,
    needs: labels ? [labels.key, labels.teacherKey] : [],
    makes: cells.map(({ key }) => key),
    dataset: source,
    labels,
    seed,
    cells: cells.map(({ key, spec }) => ({ key, spec })),
  };
}
