import { describe, expect, it } from "vitest";
import { cutTree, limitDepth, limitLeaves, prune } from "../../../src/students/tree/cut.ts";
import { type Tree, treeSize } from "../../../src/students/tree/tree.ts";
import {
  bytes,
  type CaseShape,
  columnsOf,
  columnsOfPlain,
  grown,
  labelCase,
  plainOf,
  randomCase,
  type TreeCase,
  toTheEnd,
  xorCase,
} from "./cases.ts";
import { type PlainNode, plainBestFirst, plainError, plainTree } from "./reference-tree.ts";

const shapes: CaseShape[] = [
  { rows: 60, numFeatures: 4, levels: 4, outputs: 2, kind: "labels" },
  { rows: 50, numFeatures: 5, levels: 256, outputs: 5, kind: "labels" },
  { rows: 50, numFeatures: 3, levels: null, outputs: 3, kind: "labels" },
  { rows: 40, numFeatures: 4, levels: 30, outputs: 3, kind: "vectors" },
  { rows: 40, numFeatures: 3, levels: null, outputs: 13, kind: "vectors" },
];
const cases = shapes.flatMap((shape) => [1, 2].map((seed) => randomCase(shape, seed)));

/**
 * Rows of one feature, 0 to 7, with the labels 0 0 0 0 1 1 0 1, split at 3.5, then 5.5, then 6.5. Squared errors: 2 * 5/8 *
 * 3/8 * 8 = 3.75 at the root; of the right half, 3 of 4, 2 * 3/4 * 1/4 * 4 = 1.5; of its last two 2 * 1/2 * 1/2 * 2 = 1; else 0.
 */
const chain = grown(labelCase(bytes([[0], [1], [2], [3], [4], [5], [6], [7]]), [0, 0, 0, 0, 1, 1, 0, 1], 2));

describe("limitDepth(tree, maxDepth)", () => {
  it("is the tree that growth to that depth gives, for every depth", () => {
    for (const one of cases) {
      const tree = grown(one);
      const { depth } = treeSize(tree);
      expect(depth).toBeGreaterThan(3);
      for (let maxDepth = 0; maxDepth <= depth + 1; maxDepth++) {
        expect(limitDepth(tree, maxDepth)).toEqual(grown(one, { maxDepth }));
      }
      expect(limitDepth(tree, depth)).toEqual(tree);
    }
  });
});

describe("limitLeaves(tree, maxLeaves)", () => {
  it("splits the leaf of the largest gain again and again, of equal ones the first node's", () => {
    for (const one of cases) {
      const tree = grown(one);
      const samples = plainOf(one);
      const full = plainTree(samples, toTheEnd);
      const { leaves } = treeSize(tree);
      for (let maxLeaves = 1; maxLeaves <= leaves + 1; maxLeaves++) {
        const plain = columnsOfPlain(samples, plainBestFirst(samples, full, maxLeaves));
        const own = limitLeaves(tree, maxLeaves);
        expect(columnsOf(own)).toEqual(plain.columns);
        expect(treeSize(own).leaves).toBe(Math.min(maxLeaves, leaves));
      }
    }
  });

  it("gives the whole tree where it allows more leaves than there are, and the root alone for 1", () => {
    expect(limitLeaves(chain, 4)).toEqual(chain);
    expect(limitLeaves(chain, 1_000_000)).toEqual(chain);
    expect(columnsOf(limitLeaves(chain, 1))).toEqual({
      feature: [-1],
      threshold: [0],
      left: [0],
      samples: [8],
      sums: [5, 3],
    });
  });

  it("keeps what is worked by hand", () => {
    expect(columnsOf(limitLeaves(chain, 3))).toEqual({
      feature: [0, -1, 0, -1, -1],
      threshold: [3.5, 0, 5.5, 0, 0],
      left: [1, 0, 3, 0, 0],
      samples: [8, 4, 4, 2, 2],
      sums: [5, 3, 4, 0, 1, 3, 0, 2, 1, 1],
    });
  });
});

describe("prune(tree, costComplexity)", () => {
  it("cuts a split that gains no more than its leaves cost, worked by hand", () => {
    // In mean squared errors (/ 8) the splits gain 9/32, 1/16 and 1/8: the last two together 3/16 for two leaves, 3/32 each.
    // All three: (9/32 + 3/16) / 3 = 5/32.
    const leavesAt = (costComplexity: number) => treeSize(prune(chain, costComplexity)).leaves;
    expect(Array.from(chain.gain)).toEqual([2.25, 0, 0.5, 0, 1, 0, 0]);
    expect(leavesAt(1e-9)).toBe(4);
    expect(leavesAt(3 / 32 - 1e-9)).toBe(4);
    expect(leavesAt(3 / 32)).toBe(2); // of two that cost the same the smaller one
    expect(leavesAt(9 / 32 - 1e-9)).toBe(2);
    expect(leavesAt(9 / 32)).toBe(1);
    expect(leavesAt(1e6)).toBe(1);
  });

  it("cuts splits that gain nothing for any price above 0", () => {
    // XOR: the first split gains nothing, those below it 1/4 each.
    const xor = grown(xorCase);
    expect(prune(xor, 1 / 6 - 1e-9)).toEqual(xor); // 1/2 for three leaves more
    expect(treeSize(prune(xor, 1 / 6 + 1e-9)).leaves).toBe(1);
  });

  it("is the smallest of all subtrees whose error and leaves cost least", () => {
    const shape = { rows: 20, numFeatures: 3, levels: 6 } as const;
    for (let seed = 1; seed <= 8; seed++) {
      for (const kind of ["labels", "vectors"] as const) {
        const one = randomCase({ ...shape, outputs: 3, kind }, seed);
        const tree = grown(one, { maxDepth });
        const all = subtrees(one);
        expect(all.length).toBeGreaterThan(4);
        const largest = all.reduce((most, { error }) => Math.max(most, error), 0);
        for (const share of [0.003, 0.011, 0.037, 0.071, 0.13, 0.29, 0.61]) {
          const costComplexity = share * largest;
          const cost = ({ error, leaves }: Subtree) => error + costComplexity * leaves.length;
          const least = Math.min(...all.map(cost));
          const best = all
            .filter((subtree) => cost(subtree) <= least * (1 + 1e-12))
            .reduce((a, b) => (b.leaves.length < a.leaves.length ? b : a));
          expect(leafPaths(prune(tree, costComplexity))).toEqual([...best.leaves].sort());
        }
      }
    }
  });
});

/** At most 677 subtrees. */
const maxDepth = 4;

interface Subtree {
  /** Mean squared, in squared targets. */
  readonly error: number;
  /** Paths from the root. */
  readonly leaves: readonly string[];
}

function subtrees(one: TreeCase): Subtree[] {
  const samples = plainOf(one);
  const scale = one.targets.unit ** 2 / samples.targets.length;
  const from = (node: PlainNode): Subtree[] => {
    const alone = { error: plainError(samples, node.rows) * scale, leaves: [node.path] };
    if (node.split === null) return [alone];
    const [lefts, rights] = node.split.children.map(from) as [Subtree[], Subtree[]];
    const split = lefts.flatMap((left) =>
      rights.map((right) => ({
        error: left.error + right.error,
        leaves: [...left.leaves, ...right.leaves],
      })),
    );
    return [alone, ...split];
  };
  return from(plainTree(samples, { ...toTheEnd, maxDepth }));
}

function leafPaths({ feature, left }: Tree): string[] {
  const paths = [""];
  feature.forEach((splits, node) => {
    if (splits === -1) return;
    paths[left[node]!] = `${paths[node]}L`;
    paths[left[node]! + 1] = `${paths[node]}R`;
  });
  return paths.filter((_, node) => feature[node] === -1).sort();
}

describe("cutTree(tree, limits)", () => {
  const whole = { maxDepth: "unlimited", maxLeaves: "unlimited", costComplexity: 0 } as const;

  it("leaves the tree as it is without a limit, splits that gain nothing too", () => {
    for (const one of cases) {
      const tree = grown(one);
      expect(cutTree(tree, whole)).toBe(tree);
    }
  });

  it("cuts the depth first, then the leaves, and prunes in the end", () => {
    for (const one of cases) {
      const tree = grown(one);
      const costComplexity = (0.02 * tree.gain[0]!) / one.ids.length;
      const cut = cutTree(tree, { maxDepth: 4, maxLeaves: 9, costComplexity });
      expect(cut).toEqual(prune(limitLeaves(grown(one, { maxDepth: 4 }), 9), costComplexity));
    }
    // By hand: at depth 2 the last split is gone, and with it what the second was kept for.
    expect(treeSize(cutTree(chain, { ...whole, maxDepth: 2, costComplexity: 1 / 15 })).leaves).toBe(2);
    expect(treeSize(cutTree(chain, { ...whole, costComplexity: 1 / 15 })).leaves).toBe(4);
    expect(treeSize(cutTree(chain, { ...whole, maxLeaves: 3, costComplexity: 1 / 15 })).leaves).toBe(2);
  });

  it("does not touch the tree that it is given", () => {
    for (const one of cases) {
      const tree = grown(one);
      const before = structuredClone(tree);
      cutTree(tree, { maxDepth: 3, maxLeaves: 4, costComplexity: 1e-3 });
      expect(tree).toEqual(before);
    }
  });
});
