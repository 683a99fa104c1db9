import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../../src/package-root.ts";
import { cutTree } from "../../../src/students/tree/cut.ts";
import { leavesOf, type TreeOutput, treeLogits } from "../../../src/students/tree/predict.ts";
import { readTreeJson } from "../../../src/students/tree/read-tree.ts";
import { nodeValue, type Tree } from "../../../src/students/tree/tree.ts";
import { treeJson } from "../../../src/students/tree/tree-json.ts";
import { UserError } from "../../../src/user-error.ts";
import { allIds, bytes, type CaseShape, floats, grown, labelCase, randomCase } from "./cases.ts";

const hard: TreeOutput = { targets: "probabilities", temperature: 1 };

/** Labels 0 0 1 0 of one feature, 0 to 3: split at 1.5, then at 2.5. */
const small = grown(labelCase(bytes([[0], [1], [2], [3]]), [0, 0, 1, 0], 2));
const smallFile = {
  formatVersion: 2,
  output: hard,
  numFeatures: 1,
  numOutputs: 2,
  unit: 1,
  feature: [0, -1, 0, -1, -1],
  threshold: [1.5, 0, 2.5, 0, 0],
  left: [1, 0, 3, 0, 0],
  samples: [4, 2, 2, 1, 1],
  // 2 * 3/4 * 1/4 * 4 = 1.5 before, 1 after: 0.5; then 1
  gain: [0.5, 0, 1, 0, 0],
  leafSums: [
    [2, 0],
    [0, 1],
    [1, 0],
  ],
};

describe("treeJson(tree, output)", () => {
  it("is one line of the columns, and of the leaves' sums", () => {
    const text = treeJson(small, hard);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text.split("\n")).toHaveLength(2);
    expect(JSON.parse(text)).toEqual(smallFile);
  });
});

describe("readTreeJson(text, place)", () => {
  const shapes: CaseShape[] = [
    { rows: 80, numFeatures: 4, levels: 30, outputs: 3, kind: "labels" },
    { rows: 80, numFeatures: 3, levels: null, outputs: 2, kind: "labels" },
    { rows: 60, numFeatures: 5, levels: 256, outputs: 10, kind: "vectors" },
    { rows: 60, numFeatures: 3, levels: null, outputs: 14, kind: "vectors" },
  ];

  it("gives back every column to the last bit, of whole and of cut trees", () => {
    for (const shape of shapes) {
      const whole = grown(randomCase(shape, 1));
      const limits = { maxDepth: 4, maxLeaves: 6, costComplexity: 0 } as const;
      for (const tree of [whole, cutTree(whole, limits), cutTree(whole, { ...limits, maxDepth: 0 })]) {
        const targets = shape.kind === "labels" ? "probabilities" : "logits";
        const output: TreeOutput = { targets, temperature: 2.5 };
        const read = readTreeJson(treeJson(tree, output), "tree.json");
        expect(read).toEqual({ tree, output });
        expect(treeJson(read.tree, read.output)).toBe(treeJson(tree, output));
      }
    }
  });

  it("gives back the smallest and largest numbers", () => {
    const features = floats([[1e-45], [0], [3.4e38], [-3.4e38]]);
    const tree = grown(labelCase(features, [0, 1, 0, 1], 2));
    const odd: Tree = {
      ...tree,
      unit: 2 ** -1074,
      threshold: tree.threshold.map((t) => (t === 0 ? 0 : -5e-324)),
    };
    expect(readTreeJson(treeJson(odd, hard), "x").tree).toEqual(odd);
  });

  const faults: Record<string, [change: object, reason: string]> = {
    "another version": [{ formatVersion: 1 }, "`formatVersion`: Invalid input: expected 2"],
    "a field too many": [{ depth: 2 }, 'Unrecognized key: "depth"'],
    "a missing column": [{ gain: undefined }, "`gain`: Invalid input: expected array, received undefined"],
    "an unknown kind of output": [
      { output: { targets: "scores", temperature: 1 } },
      '`output.targets`: Invalid option: expected one of "probabilities"|"logits"',
    ],
    "a temperature of 0": [{ output: { ...hard, temperature: 0 } }, "`output.temperature`: Too small"],
    "a temperature that no study has": [
      { output: { ...hard, temperature: 1e300 } },
      "`output.temperature`: Too big",
    ],
    "no unit": [{ unit: 0 }, "`unit`: Too small"],
    "no node": [{ feature: [] }, "`feature`: Too small"],
    "half a feature": [{ feature: [0.5, -1, 0, -1, -1] }, "`feature.0`: Invalid input: expected int"],
    "a feature that is not there": [{ feature: [1, -1, 0, -1, -1] }, "node 0 splits feature 1 of 1"],
    "a feature below -1": [{ feature: [-2, -1, 0, -1, -1] }, "`feature.0`: Too small"],
    "an endless walk": [{ left: [0, 0, 3, 0, 0] }, "`left[0]` is 0 instead of 1"],
    "a child of two parents": [{ left: [1, 0, 1, 0, 0] }, "`left[2]` is 1 instead of 3"],
    "a child beyond the end": [{ left: [1, 0, 5, 0, 0] }, "`left[2]` is 5 instead of 3"],
    "a leaf with children": [{ left: [1, 3, 3, 0, 0] }, "`left[1]` is 3 instead of 0"],
    "leaves only": [
      { feature: [-1, -1, -1, -1, -1], left: [0, 0, 0, 0, 0] },
      "5 nodes, of which 1 are reached",
    ],
    "children that are missing": [
      { feature: [0, 0, 0, -1, -1], left: [1, 3, 5, 0, 0] },
      "5 nodes, of which 7 are reached",
    ],
    "a short column": [{ threshold: [1.5, 0, 2.5, 0] }, "`threshold` has 4 entries for 5 nodes"],
    "a long column": [{ samples: [4, 2, 2, 1, 1, 1] }, "`samples` has 6 entries for 5 nodes"],
    "a threshold that is no number": [{ threshold: [null, 0, 2.5, 0, 0] }, "`threshold.0`: Invalid input"],
    "an empty node": [{ samples: [4, 2, 2, 0, 2] }, "`samples.3`: Too small"],
    "samples that do not add up": [
      { samples: [5, 2, 2, 1, 1] },
      "`samples[0]` is 5, and its children have 4",
    ],
    "a leaf without sums": [
      { leafSums: smallFile.leafSums.slice(1) },
      "`leafSums` has 2 entries for 3 leaves",
    ],
    "a leaf with an output too few": [
      { leafSums: [[2, 0], [0], [1, 0]] },
      "`leafSums[1]` has 1 of 2 outputs",
    ],
    "half a sum": [
      {
        leafSums: [
          [2, 0],
          [0, 0.5],
          [1, 0],
        ],
      },
      "`leafSums.1.1`: Invalid input: expected int",
    ],
    "a probability above 1": [
      {
        leafSums: [
          [2, 0],
          [0, 1],
          [2, 0],
        ],
      },
      "`leafSums[2]` gives a mean of 2 among probabilities",
    ],
    "a probability below 0": [
      {
        leafSums: [
          [2, -1],
          [0, 1],
          [1, 0],
        ],
      },
      "`leafSums[0]` gives a mean of -0.5 among probabilities",
    ],
    "logits beyond float32": [
      { output: { targets: "logits", temperature: 1 }, unit: 1e39 },
      "`leafSums[0]` gives a mean of 1e+39 among logits",
    ],
  };
  it.each(Object.entries(faults))("refuses %s", (_, [change, reason]) => {
    const read = () => readTreeJson(JSON.stringify({ ...smallFile, ...change }), "a/tree.json");
    expect(read).toThrow(UserError);
    expect(read).toThrow(`a/tree.json: Expected a tree of format version 2: ${reason}`);
  });

  it.each([
    ["", "it is not JSON."],
    [JSON.stringify(smallFile).slice(0, -1), "it is not JSON."],
    ["null", "Invalid input: expected object, received null."],
    ["[]", "Invalid input: expected object, received array."],
    [
      JSON.stringify(smallFile).replace("1.5", "1e999"),
      "`threshold.0`: Invalid input: expected number, received Infinity",
    ],
  ])("refuses %j", (text, reason) => {
    const read = () => readTreeJson(text, "x");
    expect(read).toThrow(UserError);
    expect(read).toThrow(`x: Expected a tree of format version 2: ${reason}`);
  });

  it("either refuses a damaged file or gives a tree that predicts finite logits", () => {
    const file = JSON.parse(treeJson(grown(randomCase({ ...shapes[0]!, rows: 12 }, 2)), hard)) as object;
    const features = { values: Uint8Array.from({ length: 80 }, (_, i) => (i * 37) % 256) };
    const value = fc.oneof(
      fc.integer({ min: -3, max: 30 }),
      fc.double(),
      fc.constantFrom(null, 2 ** 31, 2 ** 53, "1", [], {}, [0], true),
    );
    const damage = fc.record({ at: fc.nat(), value, drops: fc.boolean() });
    let read = 0;
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const text = JSON.stringify(
          damages.reduce<object>((own, one) => damaged(own, one), structuredClone(file)),
        );
        try {
          const { tree, output } = readTreeJson(text, "x");
          const ids = allIds(Math.floor(features.values.length / tree.numFeatures));
          expect(treeLogits(tree, output, features, ids).every(Number.isFinite)).toBe(true);
          read++;
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      { numRuns: 1500 },
    );
    expect(read).toBeGreaterThan(0); // a gain or a threshold may be any number
  });

  it("refuses any other JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => readTreeJson(JSON.stringify(value), "x")).toThrow(UserError);
      }),
    );
  });
});

interface Damage {
  readonly at: number;
  readonly value: unknown;
  readonly drops: boolean;
}

/** One of all values in the file, at any depth, is another one or missing. */
function damaged(file: object, { at, value, drops }: Damage): object {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (holder: Record<string, unknown>) => {
    for (const [key, own] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof own === "object" && own !== null) visit(own as Record<string, unknown>);
    }
  };
  visit(file as Record<string, unknown>);
  const { holder, key } = places[at % places.length]!;
  if (!drops) holder[key] = structuredClone(value);
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return file;
}

describe("docs/tree-format.md", () => {
  const page = readFileSync(join(packageRoot(), "docs", "tree-format.md"), "utf8");
  const [, text = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];

  it("docs/tree-format.md shows a file that is read, and predicts what the page says of it", () => {
    const { tree, output } = readTreeJson(text, "docs/tree-format.md");
    const features = { values: Float32Array.of(-1, 0, 0.6, -0.4, 2, 0.5) };
    const leaves = leavesOf(tree, features, allIds(3));
    const rounded = (leaf: number) => Array.from(nodeValue(tree, leaf), (p) => Math.round(1e4 * p) / 1e4);
    const rows = [...page.matchAll(/^\| `\((.*), (.*)\)` \| (\d+) \| (\S+), (\S+) \|$/gm)].map((row) =>
      row.slice(1).map(Number),
    );
    expect(rows).toHaveLength(3);
    rows.forEach(([x, y, node, ...value], row) => {
      expect([x, y].map((z) => Math.fround(z!))).toEqual(
        Array.from(features.values.subarray(2 * row, 2 * row + 2)),
      );
      expect(leaves[row]).toBe(node);
      expect(rounded(leaves[row]!)).toEqual(value);
    });
    expect(output.temperature).toBe(2);
  });

  it("docs/tree-format.md names every field of the file", () => {
    const { output, ...columns } = smallFile;
    for (const field of [...Object.keys(columns), ...Object.keys(output)])
      expect(page).toContain(`\`${field}\``);
  });
});
