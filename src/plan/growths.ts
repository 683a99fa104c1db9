// Which trees come out of one growth. Like a stack it is a way to work, not part of a result: each tree is the same as if it
// were grown alone.
import type { DatasetSource, GrowTreesJob, LabelsSource } from "../jobs/job.ts";
import { groupBy } from "../study/group-by.ts";
import { canonicalJson, shortKey } from "../study/key.ts";
import { recipeOf } from "../study/recipe.ts";
import type { TreeStudentSpec } from "../study/schema.ts";
import { isRandomTrainingSet } from "../study/training-set.ts";

export interface TreeCell {
  readonly key: string;
  readonly experiment: string;
  readonly seed: number;
  readonly spec: TreeStudentSpec;
  readonly source: DatasetSource;
  readonly labels: LabelsSource | null;
}

export function groupGrowths(cells: readonly TreeCell[]): GrowTreesJob[] {
  return groupBy(cells, growthOf).map(growthJob);
}

/** Without what is cut off afterwards: depth, leaves, pruning. A teacher whose labels a hard tree does not see still counts. */
function growthOf({ spec, source, labels, seed }: TreeCell): string {
  const { maxDepth: _depth, maxLeaves: _leaves, costComplexity: _pruning, ...growth } = recipeOf(spec);
  return canonicalJson({
    ...growth,
    data: source.hash,
    labelsKey: labels?.key ?? null,
    seed: isRandomTrainingSet(spec) ? seed : null,
  });
}

function growthJob(cells: readonly TreeCell[]): GrowTreesJob {
  const { experiment, source, labels, seed, key } = cells[0]!;
  return {
    kind: "grow-trees",
    id: `${experiment}/grow-trees/${shortKey(key)}`,
    needs: labels ? [labels.key, labels.teacherKey] : [],
    makes: cells.map(({ key }) => key),
    dataset: source,
    labels,
    seed,
    cells: cells.map(({ key, spec }) => ({ key, spec })),
  };
}
