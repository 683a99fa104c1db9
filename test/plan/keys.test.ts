import { describe, expect, it } from "vitest";
import { studentIdentity } from "../../src/plan/keys.ts";
import { cellsOf } from "../../src/study/cells.ts";
import { keyOf } from "../../src/study/key.ts";
import { parseStudyObject } from "../../src/study/parse.ts";

const identity = { seed: 1, dataHash: "data", softLabels: "labels", engineId: "engine 1" };

/** The keys of the student's cells, as a plan makes them. */
function keysOf(student: object, change: Partial<typeof identity> = {}): string[] {
  const teacher = { name: "network", kind: "mlp", hidden: [8], epochs: 1 };
  const students = [{ name: "student", labels: "soft", ...student }];
  const experiment = { name: "a", dataset: { name: "moons", noise: 0.3 }, teachers: [teacher], students };
  const study = parseStudyObject({ name: "a", seeds: [1], experiments: [experiment] });
  return cellsOf(study.experiments[0]!, [1]).map((cell) =>
    keyOf(studentIdentity({ spec: cell.student, ...identity, ...change })),
  );
}

const network = { name: "network", kind: "mlp", epochs: 1 };
const networks = [
  { kind: "mlp", epochs: 1 },
  { kind: "soft-tree", epochs: 1 },
];
const trees = [{ kind: "tree" }, { kind: "tree", implementation: "ml-cart" }];

describe("studentIdentity(source), hashed,", () => {
  it.each(networks)("of %j changes with the seed and the engine", (student) => {
    const key = keysOf(student);
    expect(keysOf(student, { seed: 2 })).not.toEqual(key);
    expect(keysOf(student, { engineId: "engine 2" })).not.toEqual(key);
  });

  it("has a version of its own where a bias is corrected, and nowhere else", () => {
    const identityOf = (fields: object) => {
      const spec = { ...network, labels: "hard", ...fields };
      const study = parseStudyObject({
        name: "a",
        seeds: [1],
        experiments: [{ name: "a", dataset: { name: "mnist" }, students: [spec] }],
      });
      const [cell] = cellsOf(study.experiments[0]!, [1]);
      return studentIdentity({ spec: cell!.student, ...identity });
    };
    expect(identityOf({ leftOutClasses: [3], leftOutBias: "validation" })).toHaveProperty(
      "leftOutBiasVersion",
      2,
    );
    for (const fields of [{}, { leftOutClasses: [3] }, { kind: "soft-tree" }]) {
      expect(identityOf(fields)).not.toHaveProperty("leftOutBiasVersion");
    }
  });

  it.each(trees)("of %j is the same for every seed and engine", (student) => {
    expect(keysOf(student, { seed: 2, engineId: "engine 2" })).toEqual(keysOf(student));
  });

  it.each([...networks, ...trees])("of %j changes with the data and the soft labels", (student) => {
    expect(keysOf(student, { dataHash: "other" })).not.toEqual(keysOf(student));
    expect(keysOf(student, { softLabels: "other" })).not.toEqual(keysOf(student));
  });

  it.each([
    { maxDepth: 3 },
    { maxLeaves: 3 },
    { minSamplesLeaf: 3 },
    { costComplexity: 0.1 },
    { temperature: 3 },
    { targets: "logits" },
    { implementation: "ml-cart" },
    { labels: "hard" },
  ])("of a tree changes with %j", (fields) => {
    expect(keysOf({ kind: "tree", ...fields })).not.toEqual(keysOf({ kind: "tree" }));
  });

  it.each([{ depth: 3 }, { inverseTemperature: 2 }, { balancePenalty: 0 }, { prediction: "all-leaves" }])(
    "of a soft tree changes with %j",
    (fields) => {
      const student = { kind: "soft-tree", epochs: 1 };
      expect(keysOf({ ...student, ...fields })).not.toEqual(keysOf(student));
    },
  );

  it("is that of the same values without a grid", () => {
    const grid = { maxDepth: [2, "unlimited"], temperature: [1, 4] };
    expect(keysOf({ kind: "tree", grid })).toEqual([
      ...keysOf({ kind: "tree", maxDepth: 2 }),
      ...keysOf({ kind: "tree" }),
      ...keysOf({ kind: "tree", maxDepth: 2, temperature: 4 }),
      ...keysOf({ kind: "tree", temperature: 4 }),
    ]);
  });

  it("of a tree on logits does not know a temperature that the arm has for its probabilities", () => {
    const both = { kind: "tree", temperature: 4, grid: { targets: ["logits", "probabilities"] } };
    expect(keysOf(both)).toEqual([
      ...keysOf({ kind: "tree", targets: "logits" }),
      ...keysOf({ kind: "tree", temperature: 4 }),
    ]);
  });
});
