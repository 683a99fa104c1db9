// The way back from tree.json; its text is from outside, so everything that a prediction relies on is checked.
import { z } from "zod";
import { UserError } from "../../user-error.ts";
import type { TreeOutput } from "./predict.ts";
import { isLeaf, type Tree } from "./tree.ts";
import { type TreeFile, treeFormatVersion } from "./tree-json.ts";

const whole = z
  .int()
  .min(0)
  .max(2 ** 31);
const numbers = z.array(z.number());

const fileSchema = z.strictObject({
  formatVersion: z.literal(treeFormatVersion),
  output: z.strictObject({
    targets: z.enum(["probabilities", "logits"]),
    temperature: z.number().positive().max(1000), // as in a study: logits stay finite
  }),
  numFeatures: whole.min(1),
  numOutputs: whole.min(1),
  unit: z.number().positive(),
  feature: z.array(z.int().min(-1)).min(1),
  threshold: numbers,
  left: z.array(whole),
  samples: z.array(whole.min(1)),
  gain: numbers,
  leafSums: z.array(z.array(z.int())),
});

/** `place` names the file in a message. @throws UserError */
export function readTreeJson(text: string, place: string): { tree: Tree; output: TreeOutput } {
  const refuse = (reason: string, cause?: unknown) =>
    new UserError(`${place}: Expected a tree of format version ${treeFormatVersion}: ${reason}.`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse("it is not JSON", cause);
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refuse(path.length === 0 ? message : `\`${path.join(".")}\`: ${message}`);
  }
  const fault = structureFault(parsed.data);
  if (fault !== null) throw refuse(fault);
  return { tree: treeOf(parsed.data), output: parsed.data.output };
}

/** Columns of one length, children that follow one another breadth first, and sums for each leaf: then a walk ends in a leaf. */
function structureFault(file: TreeFile): string | null {
  const nodes = file.feature.length;
  for (const column of ["threshold", "left", "samples", "gain"] as const) {
    if (file[column].length !== nodes)
      return `\`${column}\` has ${file[column].length} entries for ${nodes} nodes`;
  }
  let next = 1;
  for (const [node, feature] of file.feature.entries()) {
    if (feature >= file.numFeatures) return `node ${node} splits feature ${feature} of ${file.numFeatures}`;
    const expected = feature === -1 ? 0 : next;
    if (file.left[node] !== expected) return `\`left[${node}]\` is ${file.left[node]} instead of ${expected}`;
    if (feature !== -1) next += 2;
  }
  if (next !== nodes) return `${nodes} nodes, of which ${next} are reached`;
  const leaves = (nodes + 1) / 2;
  if (file.leafSums.length !== leaves)
    return `\`leafSums\` has ${file.leafSums.length} entries for ${leaves} leaves`;
  const wrong = file.leafSums.findIndex((sums) => sums.length !== file.numOutputs);
  return wrong === -1
    ? valueFault(file)
    : `\`leafSums[${wrong}]\` has ${file.leafSums[wrong]!.length} of ${file.numOutputs} outputs`;
}

/** Samples that add up, and means that are what they should be. */
function valueFault({ feature, left, samples, leafSums, unit, output }: TreeFile): string | null {
  let leaf = 0;
  for (const [node, splits] of feature.entries()) {
    if (splits !== -1) {
      const below = samples[left[node]!]! + samples[left[node]! + 1]!;
      if (below !== samples[node])
        return `\`samples[${node}]\` is ${samples[node]}, and its children have ${below}`;
      continue;
    }
    const fault = leafSums[leaf]!.map((sum) => (sum / samples[node]!) * unit).find(
      (mean) => !isMean(mean, output),
    );
    if (fault !== undefined) return `\`leafSums[${leaf}]\` gives a mean of ${fault} among ${output.targets}`;
    leaf++;
  }
  return null;
}

const isMean = (mean: number, { targets }: TreeOutput): boolean =>
  targets === "probabilities" ? mean >= 0 && mean <= 1 : Number.isFinite(Math.fround(mean));

function treeOf(file: TreeFile): Tree {
  const { numFeatures, numOutputs, unit } = file;
  const tree: Tree = {
    numFeatures,
    numOutputs,
    unit,
    feature: Int32Array.from(file.feature),
    threshold: Float64Array.from(file.threshold),
    left: Uint32Array.from(file.left),
    samples: Uint32Array.from(file.samples),
    gain: Float64Array.from(file.gain),
    sums: new Float64Array(file.feature.length * numOutputs),
  };
  let leaf = file.leafSums.length;
  for (let node = file.feature.length - 1; node >= 0; node--) {
    const sums = isLeaf(tree, node) ? file.leafSums[--leaf]! : childSums(tree, node);
    tree.sums.set(sums, node * numOutputs);
  }
  return tree;
}

function childSums({ left, sums, numOutputs }: Tree, node: number): Float64Array {
  const first = left[node]! * numOutputs;
  return sums.subarray(first, first + numOutputs).map((sum, k) => sum + sums[first + numOutputs + k]!);
}
