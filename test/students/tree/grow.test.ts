import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../../../src/data/load.ts";
import { stream } from "../../../src/random/stream.ts";
import { featureOrder } from "../../../src/students/tree/feature-order.ts";
import { leavesOf } from "../../../src/students/tree/predict.ts";
import { labelTargets } from "../../../src/students/tree/targets.ts";
import { isLeaf, nodeDepths, nodeValue, type Tree, treeSize } from "../../../src/students/tree/tree.ts";
import { datasetSchema } from "../../../src/study/schema.ts";
import {
  allIds,
  bytes,
  type CaseShape,
  columnsOf,
  floats,
  grown,
  labelCase,
  plainColumns,
  plainOf,
  randomBytes,
  randomCase,
  type TreeCase,
  vectorCase,
  xorCase,
} from "./cases.ts";
import { plainError, plainNodes, plainSplits, plainTree } from "./reference-tree.ts";

/** Each node's split is the best one there is, its gain exact, and nothing is left that could be split. */
function expectPlain(
  tree: TreeCase,
  limits: Partial<{ maxDepth: number; minSamplesLeaf: number }> = {},
): Tree {
  const own = grown(tree, limits);
  const plain = plainColumns(tree, limits);
  expect(columnsOf(own)).toEqual(plain.columns);
  const samples = plainOf(tree);
  const ownGains = Array.from(own.gain, (gain) => gain / own.unit ** 2);
  const largestFault = plain.nodes.reduce((fault, { rows, split }, node) => {
    const difference = Math.abs(ownGains[node]! - plain.gains[node]!);
    return split === null ? fault : Math.max(fault, difference / plainError(samples, rows));
  }, 0);
  expect(largestFault).toBeLessThan(1e-9);
  expect(own.gain.filter((_, node) => isLeaf(own, node)).every((gain) => gain === 0)).toBe(true);
  return own;
}

describe("growTree(sorted, targets, limits)", () => {
  const shapes: Record<string, CaseShape> = {
    "bytes of 3 values, 2 classes": { rows: 120, numFeatures: 5, levels: 3, outputs: 2, kind: "labels" },
    "bytes of 8 values, 3 classes": { rows: 120, numFeatures: 8, levels: 8, outputs: 3, kind: "labels" },
    "bytes of 256 values, 10 classes": {
      rows: 150,
      numFeatures: 4,
      levels: 256,
      outputs: 10,
      kind: "labels",
    },
    "bytes of 40 values, 37 classes": { rows: 150, numFeatures: 7, levels: 40, outputs: 37, kind: "labels" },
    "floats, 2 classes": { rows: 150, numFeatures: 3, levels: null, outputs: 2, kind: "labels" },
    "floats, 14 classes": { rows: 100, numFeatures: 4, levels: null, outputs: 14, kind: "labels" },
    "bytes of 3 values, 1 output": { rows: 150, numFeatures: 9, levels: 3, outputs: 1, kind: "vectors" },
    "bytes of 256 values, 10 outputs": {
      rows: 100,
      numFeatures: 5,
      levels: 256,
      outputs: 10,
      kind: "vectors",
    },
    "bytes of 20 values, 12 outputs": { rows: 100, numFeatures: 4, levels: 20, outputs: 12, kind: "vectors" },
    "bytes of 20 values, 13 outputs": { rows: 100, numFeatures: 4, levels: 20, outputs: 13, kind: "vectors" },
    "bytes of 256 values, 30 outputs": {
      rows: 80,
      numFeatures: 6,
      levels: 256,
      outputs: 30,
      kind: "vectors",
    },
    "floats, 2 outputs": { rows: 150, numFeatures: 3, levels: null, outputs: 2, kind: "vectors" },
    "floats, 16 outputs": { rows: 80, numFeatures: 4, levels: null, outputs: 16, kind: "vectors" },
  };
  it.each(Object.entries(shapes))("splits each node as trying everything does: %s", (_, shape) => {
    for (const seed of [1, 2, 3]) expectPlain(randomCase(shape, seed));
  });

  it.each(Object.entries(shapes))(
    "leaves minSamplesLeaf rows on each side, and is the best of that: %s",
    (_, shape) => {
      for (const minSamplesLeaf of [2, 7]) {
        const tree = expectPlain(randomCase(shape, 4), { minSamplesLeaf });
        expect(tree.samples.length).toBeGreaterThan(1);
        expect(tree.samples.every((samples) => samples >= minSamplesLeaf)).toBe(true);
      }
    },
  );

  const bytesOf = fc.constantFrom(0, 0, 0, 1, 2, 254, 255);
  const floatsOf = fc.constantFrom(0, -0, 1, -1, 1e-45, -1e-45, 3e38, -3e38, 0.1, 0.2);
  const columns = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc
      .oneof(
        fc
          .array(fc.array(bytesOf, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 24 })
          .map(bytes),
        fc
          .array(fc.array(floatsOf, { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 24,
          })
          .map(floats),
      )
      .map((features) => ({ features, rows: features.values.length / width })),
  );

  it("splits as trying everything does, whatever the samples: hard labels", () => {
    const cases = columns.chain(({ features, rows }) =>
      fc
        .array(fc.nat(3), { minLength: rows, maxLength: rows })
        .map((labels) => labelCase(features, labels, 4)),
    );
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 3 }), (tree, minSamplesLeaf) => {
        expectPlain(tree, { minSamplesLeaf });
      }),
    );
  });

  it("splits as trying everything does, whatever the samples: vectors", () => {
    const target = fc.constantFrom(0, 0.5, 1, -1, 1e4, -1e4, 1e-9);
    const cases = columns.chain(({ features, rows }) =>
      fc
        .integer({ min: 1, max: 14 })
        .chain((outputs) =>
          fc.array(fc.array(target, { minLength: outputs, maxLength: outputs }), {
            minLength: rows,
            maxLength: rows,
          }),
        )
        .map((targets) => vectorCase(features, targets)),
    );
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 3 }), (tree, minSamplesLeaf) => {
        expectPlain(tree, { minSamplesLeaf });
      }),
    );
  });

  it("finds the best split where all targets are nearly the same, and their errors lost in their squares", () => {
    // 5,000 rows of 32,767 units, 1 in 50 a unit less: squared sums of 1e16, an error of 98
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const random = stream(seed, "nearly constant");
      const features = randomBytes(5000, 8, 40, random);
      const targets = Array.from({ length: 5000 }, (_, row) => [
        -32_766,
        row === 0 || random.int(50) > 0 ? 32_767 : 32_766,
      ]);
      const tree = vectorCase(features, targets);
      expect(tree.targets.unit).toBe(1);
      const samples = plainOf(tree);
      const rows = Array.from(allIds(5000));
      const best = plainSplits(samples, rows, 1).reduce((most, { gain }) => Math.max(most, gain), 0);
      const { gain } = grown(tree, { maxDepth: 1 });
      expect((best - gain[0]!) / plainError(samples, rows)).toBeLessThan(1e-9);
    }
  });

  it("splits as trying everything does on images, whose pixels are mostly dark", async () => {
    const spec = datasetSchema.parse({ name: "mnist", trainLimit: 150, validation: 30, testLimit: 1 });
    const { features, labels, splits } = await loadDataset(spec, 1);
    const targets = labelTargets(
      Uint8Array.from(splits.train, (id) => labels[id]!),
      10,
    );
    expectPlain({ features, numFeatures: 784, ids: splits.train, targets });
  });

  it("takes of equal splits the feature that is first in featureOrder, then the lowest threshold", () => {
    // Features 1 and 2 are one and the same; at 10, 20, 30, labels 0 1 0: 15 and 25 gain the same.
    const tree = grown(
      labelCase(
        bytes([
          [5, 10, 10],
          [5, 20, 20],
          [5, 30, 30],
        ]),
        [0, 1, 0],
        2,
      ),
    );
    const first = featureOrder(3).find((feature) => feature > 0)!;
    expect(Array.from(tree.feature)).toEqual([first, -1, first, -1, -1]);
    expect(Array.from(tree.threshold)).toEqual([15, 0, 25, 0, 0]);
  });

  it("splits halfway between the values of its own rows, not of all", () => {
    // The root parts feature 0; of the rows with 0 there, feature 1 goes from 10 to 200, though others have 40 and 90.
    const features = [
      [0, 10],
      [0, 200],
      [1, 40],
      [1, 90],
    ];
    const tree = grown(labelCase(bytes(features), [0, 1, 2, 2], 3));
    expect(columnsOf(tree)).toMatchObject({ feature: [0, 1, -1, -1, -1], threshold: [0.5, 105, 0, 0, 0] });
  });

  it("splits the four points of XOR, where the first split gains nothing", () => {
    const tree = grown(xorCase);
    const [first, second] = featureOrder(2);
    expect(Array.from(tree.feature)).toEqual([first, second, second, -1, -1, -1, -1]);
    expect(Array.from(tree.gain)).toEqual([0, 1, 1, 0, 0, 0, 0]);
  });

  it("knows -0 and 0 for one value, and the smallest and the largest float32 for others", () => {
    const values = [0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38];
    const tree = grown(labelCase(floats(values.map((value) => [value])), [0, 1, 2, 3, 4, 5], 6));
    expect(treeSize(tree).leaves).toBe(5);
    const fround = Math.fround;
    expect(new Set(tree.threshold.filter((_, node) => !isLeaf(tree, node)))).toEqual(
      new Set([
        fround(1e-45) / 2,
        fround(-1e-45) / 2,
        (fround(1e-45) + fround(3.4e38)) / 2,
        (fround(-1e-45) + fround(-3.4e38)) / 2,
      ]),
    );
  });

  describe("its nodes", () => {
    const cases = Object.values(shapes).map((shape) => randomCase(shape, 5));

    it("have the samples and sums of their children together, and all gains are what the error falls by", () => {
      for (const one of cases) {
        const tree = grown(one, { minSamplesLeaf: 2 });
        const { numOutputs, sums, samples, left } = tree;
        const sumsOf = (node: number) =>
          Array.from(sums.subarray(node * numOutputs, (node + 1) * numOutputs));
        tree.feature.forEach((feature, node) => {
          if (feature === -1) return;
          const [first, second] = [left[node]!, left[node]! + 1];
          expect(samples[first]! + samples[second]!).toBe(samples[node]);
          expect(sumsOf(first).map((sum, k) => sum + sumsOf(second)[k]!)).toEqual(sumsOf(node));
        });
        const plain = plainOf(one);
        const leaves = plainNodes(
          plainTree(plain, { maxDepth: Number.POSITIVE_INFINITY, minSamplesLeaf: 2 }),
        ).filter(({ split }) => split === null);
        const before = plainError(
          plain,
          plain.features.map((_, row) => row),
        );
        const after = leaves.reduce((error, { rows }) => error + plainError(plain, rows), 0);
        const gained = tree.gain.reduce((sum, gain) => sum + gain, 0) / tree.unit ** 2;
        expect(Math.abs(gained - (before - after)) / before).toBeLessThan(1e-9);
      }
    });

    it("hold the rows that a walk leads to them: a leaf's value is the mean of just these", () => {
      for (const one of cases) {
        const tree = grown(one, { minSamplesLeaf: 3 });
        const rowsOfLeaf = new Map<number, number[]>();
        leavesOf(tree, one.features, one.ids).forEach((leaf, row) => {
          rowsOfLeaf.set(leaf, [...(rowsOfLeaf.get(leaf) ?? []), row]);
        });
        expect(rowsOfLeaf.size).toBe(treeSize(tree).leaves);
        const { targets } = plainOf(one);
        for (const [leaf, rows] of rowsOfLeaf) {
          expect(tree.samples[leaf]).toBe(rows.length);
          const means = targets[0]!.map(
            (_, k) => rows.reduce((sum, row) => sum + targets[row]![k]!, 0) / rows.length,
          );
          expect(Array.from(nodeValue(tree, leaf))).toEqual(means.map((mean) => mean * tree.unit));
        }
      }
    });

    it("are pure at the end: each row gets exactly its target back, but for equal rows with different ones", () => {
      for (const one of cases) {
        const tree = grown(one);
        const { features, targets } = plainOf(one);
        const content = features.map((row) => row.map((x) => x + 0).join()); // -0 becomes 0
        leavesOf(tree, one.features, one.ids).forEach((leaf, row) => {
          const rows = Array.from(content.keys()).filter((other) => content[other] === content[row]);
          const differ = rows.some((other) => targets[other]!.some((y, k) => y !== targets[row]![k]));
          if (!differ)
            expect(Array.from(nodeValue(tree, leaf))).toEqual(targets[row]!.map((y) => y * tree.unit));
        });
      }
    });
  });

  it("does not depend on the order of the rows", () => {
    for (const [index, shape] of Object.values(shapes).entries()) {
      const one = randomCase(shape, 6);
      const order = stream(index, "order").permutation(shape.rows);
      const moved = inOrder(one, order);
      expect(grown(moved)).toEqual(grown(one));
      const limits = { minSamplesLeaf: 3, maxDepth: 4 };
      expect(grown(moved, limits)).toEqual(grown(one, limits));
    }
  });

  it("gives rows that are all there twice the same splits, and twice the gain", () => {
    const shape = shapes["bytes of 8 values, 3 classes"]!;
    const one = randomCase(shape, 7);
    const twice = inOrder(
      one,
      Int32Array.from({ length: 2 * shape.rows }, (_, i) => i % shape.rows),
    );
    const [single, double] = [grown(one), grown(twice)];
    expect(double.feature).toEqual(single.feature);
    expect(double.threshold).toEqual(single.threshold);
    expect(double.samples).toEqual(single.samples.map((samples) => 2 * samples));
    double.gain.forEach((gain, node) => {
      expect(gain).toBeCloseTo(2 * single.gain[node]!, 12);
    });
  });

  it("sees the rows of `ids` alone, whatever the others hold", () => {
    const one = randomCase(shapes["bytes of 256 values, 10 classes"]!, 8);
    const taken = new Set(one.ids);
    const { numFeatures } = one;
    const values = Uint8Array.from(one.features.values, (value, at) =>
      taken.has(Math.floor(at / numFeatures)) ? value : 255 - value,
    );
    expect(grown({ ...one, features: { kind: "bytes", values } })).toEqual(grown(one));
  });

  it("reads bytes that start at any place of their memory", () => {
    const one = randomCase(shapes["bytes of 256 values, 10 classes"]!, 9); // 4 features: read as words where it can be
    const memory = new Uint8Array(one.features.values.length + 3);
    for (const offset of [1, 2, 3]) {
      const values = memory.subarray(offset, offset + one.features.values.length);
      values.set(one.features.values);
      expect(grown({ ...one, features: { kind: "bytes", values } })).toEqual(grown(one));
    }
  });

  it("grows a chain of 500 nodes, and 500 trees one after another", () => {
    // Each row is told from those below by the last feature that it lights.
    const features = bytes(
      Array.from({ length: 501 }, (_, row) => Array.from({ length: 500 }, (_, f) => +(f < row))),
    );
    const chain = grown(
      vectorCase(
        features,
        Array.from({ length: 501 }, (_, row) => [row === 500 ? 1 : 2 ** -row]),
      ),
    );
    expect(treeSize(chain).leaves).toBeGreaterThan(15); // 2^-16 is less than half a unit
    const labels = grown(
      labelCase(
        features,
        Array.from({ length: 501 }, (_, row) => row % 2),
        2,
      ),
    );
    expect(treeSize(labels).leaves).toBe(501);
    for (let i = 0; i < 500; i++) grown(labelCase(bytes([[0], [1]]), [0, 1], 2));
  });

  describe("on little", () => {
    const oneLeaf = (tree: Tree) => {
      expect(treeSize(tree)).toEqual({ leaves: 1, depth: 0 });
      return Array.from(nodeValue(tree, 0));
    };

    it("is one leaf where all features are constant, dark or lit", () => {
      expect(
        oneLeaf(
          grown(
            labelCase(
              bytes([
                [0, 9],
                [0, 9],
                [0, 9],
              ]),
              [0, 1, 1],
              2,
            ),
          ),
        ),
      ).toEqual([1 / 3, 2 / 3]);
      expect(
        oneLeaf(
          grown(
            labelCase(
              floats([
                [0, 9],
                [-0, 9],
                [0, 9],
              ]),
              [0, 1, 1],
              2,
            ),
          ),
        ),
      ).toEqual([1 / 3, 2 / 3]);
      expect(oneLeaf(grown(labelCase(bytes([[0], [0]]), [0, 1], 2)))).toEqual([0.5, 0.5]);
    });

    it("is one leaf for a single class, a single target, and a single sample", () => {
      expect(oneLeaf(grown(labelCase(bytes([[1], [2]]), [1, 1], 2)))).toEqual([0, 1]);
      expect(
        oneLeaf(
          grown(
            vectorCase(bytes([[1], [2]]), [
              [0.5, -2],
              [0.5, -2],
            ]),
          ),
        ),
      ).toEqual([expect.closeTo(0.5, 4), -2]);
      expect(oneLeaf(grown(labelCase(floats([[3]]), [2], 3)))).toEqual([0, 0, 1]);
      expect(oneLeaf(grown(labelCase(bytes([[3]]), [0], 1)))).toEqual([1]);
    });

    it("is one leaf for two equal rows with different labels, and keeps them together among others", () => {
      expect(
        oneLeaf(
          grown(
            labelCase(
              bytes([
                [4, 4],
                [4, 4],
              ]),
              [0, 1],
              2,
            ),
          ),
        ),
      ).toEqual([0.5, 0.5]);
      const tree = grown(
        labelCase(
          bytes([
            [4, 4],
            [4, 4],
            [4, 5],
          ]),
          [0, 1, 1],
          2,
        ),
      );
      expect(columnsOf(tree)).toMatchObject({
        feature: [1, -1, -1],
        threshold: [4.5, 0, 0],
        samples: [3, 2, 1],
      });
    });

    it("is one leaf for maxDepth 0, and for minSamplesLeaf of more than half of the rows", () => {
      const one = labelCase(bytes([[0], [1], [2], [3], [4]]), [0, 0, 1, 1, 1], 2);
      expect(oneLeaf(grown(one, { maxDepth: 0 }))).toEqual([0.4, 0.6]);
      expect(oneLeaf(grown(one, { minSamplesLeaf: 3 }))).toEqual([0.4, 0.6]);
      expect(treeSize(grown(one, { minSamplesLeaf: 2 })).leaves).toBe(2);
      expect(oneLeaf(grown(one, { minSamplesLeaf: 1_000_000 }))).toEqual([0.4, 0.6]);
    });

    it("stops at maxDepth on every path", () => {
      const one = randomCase(shapes["floats, 2 classes"]!, 10);
      for (const maxDepth of [1, 2, 5]) {
        const tree = grown(one, { maxDepth });
        expect(Math.max(...nodeDepths(tree))).toBe(maxDepth);
      }
    });
  });
});

/** The same samples with other row numbers: their ids and their targets. */
function inOrder(one: TreeCase, order: Int32Array): TreeCase {
  const ids = Uint32Array.from(order, (row) => one.ids[row]!);
  const { targets } = one;
  if (targets.kind === "labels") {
    return {
      ...one,
      ids,
      targets: { ...targets, labels: Uint8Array.from(order, (row) => targets.labels[row]!) },
    };
  }
  const { stride } = targets;
  const values = new Int16Array(order.length * stride);
  order.forEach((row, place) => {
    values.set(targets.values.subarray(row * stride, (row + 1) * stride), place * stride);
  });
  return { ...one, ids, targets: { ...targets, values } };
}
