// Which cells train together. A stack is a way to work, not part of a result: any cut gives the same bits.
import type { DatasetSource, LabelsSource, TrainStackJob } from "../jobs/job.ts";
import { canonicalJson } from "../study/key.ts";
import type { MlpStudentSpec } from "../study/schema.ts";

export interface StackCell {
  readonly key: string;
  readonly experiment: string;
  readonly spec: MlpStudentSpec;
  readonly seed: number;
  readonly source: DatasetSource;
  readonly labels: LabelsSource | null;
  /** Weights and biases of one student. */
  readonly parameters: number;
}

/** Wider stacks cost memory and gain little. */
const widestStack = 128;

/** Of one stack; with gradients, Adam's two slots and copies about eight times as many numbers are held: 200 MB. */
const mostParameters = 6_000_000;

export function cutStacks(cells: readonly StackCell[], workers: number): TrainStackJob[] {
  const groups = new Map<string, StackCell[]>();
  for (const cell of cells) groups.set(groupOf(cell), [...(groups.get(groupOf(cell)) ?? []), cell]);
  const stacks = [...groups.values()].flatMap((group) => chunks(group, widthOf(group[0]!)));
  return splitForWorkers(stacks, workers).map(stackJob);
}

function widthOf({ parameters }: StackCell): number {
  return Math.max(1, Math.min(widestStack, Math.floor(mostParameters / parameters)));
}

/** Cells of one group share every batch: data, seed, architecture, update rule, epochs. */
function groupOf({ spec, seed, source, labels }: StackCell): string {
  const { hidden, optimizer, momentum, batchSize, epochs, patience } = spec;
  return canonicalJson({
    data: source.hash,
    labels: labels?.key ?? null,
    seed,
    hidden,
    optimizer,
    batchSize,
    epochs,
    patience: patience ?? null,
    momentum: optimizer === "momentum" ? momentum : null,
    // Adam's rate is one number for a whole tensor; otherwise each lane has its own.
    learningRate: optimizer === "adam" ? spec.learningRate : null,
  });
}

/** Fewer stacks than workers leave workers idle: the widest is halved until there are enough. */
function splitForWorkers(stacks: StackCell[][], workers: number): StackCell[][] {
  const parts = [...stacks];
  while (parts.length > 0 && parts.length < workers) {
    parts.sort((a, b) => b.length - a.length);
    const widest = parts[0]!;
    if (widest.length < 2) break;
    parts.splice(0, 1, ...chunks(widest, Math.ceil(widest.length / 2)));
  }
  return parts;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function stackJob(cells: readonly StackCell[], index: number): TrainStackJob {
  const { experiment, source, labels, seed } = cells[0]!;
  return {
    kind: "train-stack",
    id: `${experiment}/train-stack/seed ${seed}/${index + 1}`,
    needs: labels ? [labels.key, labels.teacherKey] : [],
    makes: cells.map(({ key }) => key),
    dataset: source,
    labels,
    seed,
    cells: cells.map(({ key, spec }) => ({ key, spec })),
  };
}
