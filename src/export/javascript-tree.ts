// A tree as a JavaScript module without dependencies: nested ifs that end in the number of a leaf, and the logits of each.
import { leafPredictions, type TreeOutput } from "../students/tree/predict.ts";
import { isLeaf, type Tree } from "../students/tree/tree.ts";

export function javascriptTree(tree: Tree, output: TreeOutput): string {
  const leaves = Uint32Array.from(tree.feature.keys()).filter((node) => isLeaf(tree, node));
  const { logits, rows } = leafPredictions(tree, output, leaves);
  const places = new Map(Array.from(leaves, (leaf, index) => [leaf, rows[index]!] as const));
  const size = tree.numOutputs;
  const values = Array.from(leaves, (_, index) => {
    const row = rows[index]!;
    return JSON.stringify([...logits.subarray(row * size, (row + 1) * size)]);
  });
  return `const leaves = [
  ${values.join(",\n  ")},
];

/** ${tree.numFeatures} features -> ${size} logits. */
export function logits(features) {
  return Float32Array.from(leaves[leafOf(features)]);
}

/** The leaf that a sample reaches. */
function leafOf(x) {
${branch(tree, 0, places)}
}
`;
}

/** Without indentation: a deep tree would be mostly that. A sample goes left where its feature is at most the threshold. */
function branch(tree: Tree, root: number, places: ReadonlyMap<number, number>): string {
  const lines: string[] = [];
  const waiting: (number | string)[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "string") lines.push(next);
    else if (isLeaf(tree, next)) lines.push(`return ${places.get(next)};`);
    else {
      const left = tree.left[next]!;
      lines.push(`if (x[${tree.feature[next]}] <= ${tree.threshold[next]}) {`);
      waiting.push(left + 1, "}", left);
    }
  }
  return lines.join("\n");
}
