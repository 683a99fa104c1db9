// What each kind of student may say of itself beyond what all say: see parse.test.ts for those.
import { describe, expect, it } from "vitest";
import { cellsOf } from "../../src/study/cells.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { StudentSpec, Study } from "../../src/study/schema.ts";
import { UserError } from "../../src/user-error.ts";
import { studyWith } from "./example-study.ts";

const softTree = { name: "student", kind: "soft-tree", labels: "soft", epochs: 3 };
const tree = { name: "student", kind: "tree", labels: "soft" };
const at = "experiments[0].students[2]";

/** The example with its third student replaced. */
function parsed(student: object): Study {
  return parseStudyObject(studyWith("experiments.0.students.2", student));
}

function studentOf(study: Study): StudentSpec {
  return study.experiments[0]!.students[2]!;
}

/** What the cells of the student have, of the first seed. */
function cellSpecs(student: object): StudentSpec[] {
  return cellsOf(parsed(student).experiments[0]!, [1])
    .filter(({ arm }) => arm === "student")
    .map((cell) => cell.student);
}

describe("a student of kind tree", () => {
  it("has the defaults of a tree that nothing stops", () => {
    expect(studentOf(parsed(tree))).toEqual({
      ...tree,
      control: false,
      trainFraction: 1,
      labelNoise: 0,
      leftOutClasses: [],
      implementation: "exact",
      temperature: 1,
      targets: "probabilities",
      maxDepth: "unlimited",
      maxLeaves: "unlimited",
      minSamplesLeaf: 1,
      costComplexity: 0,
    });
  });

  it("may be one leaf, and fits images", () => {
    expect(studentOf(parsed({ ...tree, maxDepth: 0, maxLeaves: 1 }))).toMatchObject({
      maxDepth: 0,
      maxLeaves: 1,
    });
    const students = [tree, { ...softTree, name: "other" }];
    const images = { name: "m", dataset: { name: "mnist" }, teachers: [teacher], students };
    expect(() => parseStudyObject({ name: "a", seeds: [1], experiments: [images] })).not.toThrow();
  });

  it("takes the values of its grid, in the order of the axes", () => {
    const grid = { costComplexity: [0, 0.01], maxDepth: [2, "unlimited"] };
    expect(cellSpecs({ ...tree, minSamplesLeaf: 5, grid })).toEqual(
      [
        { maxDepth: 2, costComplexity: 0 },
        { maxDepth: 2, costComplexity: 0.01 },
        { maxDepth: "unlimited", costComplexity: 0 },
        { maxDepth: "unlimited", costComplexity: 0.01 },
      ].map((variant) => ({ ...studentOf(parsed({ ...tree, minSamplesLeaf: 5 })), ...variant })),
    );
  });

  it("on hard labels has temperature 1 and probabilities, which a resolved study may write", () => {
    const hard = parsed({ ...tree, labels: "hard", maxDepth: 3 });
    expect(studentOf(hard)).toMatchObject({ temperature: 1, targets: "probabilities", maxDepth: 3 });
    expect(parseStudyObject(hard)).toEqual(hard);
  });

  it("on logits has temperature 1, and on both targets only the probabilities have the temperature", () => {
    const logits = parsed({ ...tree, targets: "logits" });
    expect(studentOf(logits)).toMatchObject({ temperature: 1, targets: "logits" });
    expect(parseStudyObject(logits)).toEqual(logits);

    const both = { ...tree, temperature: 4, grid: { targets: ["logits", "probabilities"] } };
    expect(cellSpecs(both)).toMatchObject([
      { targets: "logits", temperature: 1 },
      { targets: "probabilities", temperature: 4 },
    ]);
    expect(parseStudyObject(parsed(both))).toEqual(parsed(both));
  });

  it("keeps its temperature where the grid has probabilities only, whatever the field says", () => {
    const fields = { temperature: 4, targets: "logits", grid: { targets: ["probabilities"] } };
    expect(cellSpecs({ ...tree, ...fields })).toMatchObject([{ targets: "probabilities", temperature: 4 }]);
  });

  it("of ml-cart may write the way in which ml-cart works", () => {
    const study = parsed({ ...tree, implementation: "ml-cart" });
    expect(parseStudyObject(study)).toEqual(study);
  });

  it.each([
    [
      { maxDepth: -1 },
      `Expected \`maxDepth\` to be a whole number from 0 to 1000000 or \`unlimited\`, got \`-1\` (${at}.maxDepth).`,
    ],
    [
      { maxDepth: "5" },
      `Expected \`maxDepth\` to be a whole number from 0 to 1000000 or \`unlimited\`, got \`"5"\` (${at}.maxDepth).`,
    ],
    [
      { grid: { maxLeaves: [2, "unlimted"] } },
      "Expected `maxLeaves` to be a whole number from 1 to 1000000 or `unlimited`, got `unlimted` " +
        `(${at}.grid.maxLeaves[1]). Did you mean \`unlimited\`?`,
    ],
    [
      { maxLeaves: 0 },
      `Expected \`maxLeaves\` to be a whole number from 1 to 1000000 or \`unlimited\`, got \`0\` (${at}.maxLeaves).`,
    ],
    [
      { minSamplesLeaf: 0 },
      `Expected \`minSamplesLeaf\` to be a whole number from 1 to 1000000, got \`0\` (${at}.minSamplesLeaf).`,
    ],
    [
      { costComplexity: -0.1 },
      `Expected \`costComplexity\` to be a number from 0 to 1000000, got \`-0.1\` (${at}.costComplexity).`,
    ],
    [
      { targets: "logit" },
      `Expected \`targets\` to be one of \`probabilities\`, \`logits\`, got \`logit\` (${at}.targets). Did you mean \`logits\`?`,
    ],
    [
      { grid: { alpha: [1] } },
      `Unknown key \`alpha\` (${at}.grid.alpha). Known keys: \`teacher\`, \`trainFraction\`, ` +
        "`labelNoise`, `leftOutClasses`, `temperature`, `targets`, `maxDepth`, " +
        "`maxLeaves`, `minSamplesLeaf`, `costComplexity`.",
    ],
    [
      { grid: {} },
      "Expected `grid` to have one of the axes `teacher`, `trainFraction`, `labelNoise`, `leftOutClasses`, " +
        "`temperature`, `targets`, `maxDepth`, `maxLeaves`, `minSamplesLeaf`, " +
        `\`costComplexity\`, got an empty mapping (${at}.grid). Add an axis, or remove the grid.`,
    ],
    [
      { grid: { maxDepth: ["unlimited", 3, "unlimited"] } },
      `Expected the values of \`maxDepth\` to differ from each other, got \`"unlimited"\` again (${at}.grid.maxDepth[2]).`,
    ],
    [
      { labels: "hard", temperature: 3 },
      `Expected no \`temperature\` with hard labels, got \`3\` (${at}.temperature). Remove it, or write \`labels: soft\`.`,
    ],
    [
      { labels: "hard", targets: "logits" },
      `Expected no \`targets\` with hard labels, got \`logits\` (${at}.targets). Remove it, or write \`labels: soft\`.`,
    ],
    [
      { labels: "hard", grid: { targets: ["probabilities"] } },
      `Expected no axis of \`targets\` with hard labels, got one (${at}.grid.targets). Remove it, or write \`labels: soft\`.`,
    ],
    [
      { targets: "logits", temperature: 3 },
      `Expected no \`temperature\` with the targets \`logits\`, got \`3\` (${at}.temperature). ` +
        "Remove it, or write `targets: probabilities`.",
    ],
    [
      { temperature: 3, grid: { targets: ["logits"] } },
      `Expected no \`temperature\` with the targets \`logits\`, got \`3\` (${at}.temperature). ` +
        "Remove it, or write `targets: probabilities`.",
    ],
    [
      { targets: "logits", grid: { temperature: [1, 2] } },
      `Expected no axis of \`temperature\` with the targets \`logits\`, got one (${at}.grid.temperature). ` +
        "Remove it, or write `targets: probabilities`.",
    ],
    [
      { grid: { targets: ["probabilities", "logits"], temperature: [1, 2] } },
      `Expected no axis of \`temperature\` with the targets \`logits\`, got one (${at}.grid.temperature). ` +
        "Write two students: one with `targets: logits`, and one with `targets: probabilities` and the temperatures.",
    ],
  ])("refuses %j", (fields, message) => {
    expect(() => parsed({ ...tree, ...fields })).toThrow(new UserError(message));
  });

  it.each([
    ["temperature", 2],
    ["targets", "logits"],
    ["maxDepth", 3],
    ["maxLeaves", 3],
    ["minSamplesLeaf", 3],
    ["costComplexity", 0.1],
  ])("of ml-cart refuses %s: %j, and an axis of it", (setting, value) => {
    const mlCart = { ...tree, implementation: "ml-cart" };
    expect(() => parsed({ ...mlCart, [setting]: value })).toThrow(
      new UserError(
        `Expected no \`${setting}\` with the implementation \`ml-cart\`, got \`${value}\` (${at}.${setting}). ` +
          "Remove it, or write `implementation: exact`.",
      ),
    );
    expect(() => parsed({ ...mlCart, grid: { [setting]: [value] } })).toThrow(
      new UserError(
        `Expected no axis of \`${setting}\` with the implementation \`ml-cart\`, got one (${at}.grid.${setting}). ` +
          "Remove it, or write `implementation: exact`.",
      ),
    );
  });

  it("of ml-cart on hard labels hears of a temperature once", () => {
    const fields = { labels: "hard", implementation: "ml-cart", temperature: 2 };
    expect(() => parsed({ ...tree, ...fields })).toThrow(
      new UserError(
        `Expected no \`temperature\` with hard labels, got \`2\` (${at}.temperature). Remove it, or write \`labels: soft\`.`,
      ),
    );
  });

  it("of ml-cart is for moons", () => {
    const students = [{ ...tree, labels: "hard", implementation: "ml-cart" }];
    const images = { name: "m", dataset: { name: "mnist" }, students };
    expect(() => parseStudyObject({ name: "a", seeds: [1], experiments: [images] })).toThrow(
      new UserError(
        "Expected `implementation` to be `exact` on mnist, got `ml-cart` (experiments[0].students[0].implementation). " +
          "ml-cart takes time in the square of the samples and has one output: it is for moons.",
      ),
    );
  });

  it("of ml-cart is for few points", () => {
    const students = [{ ...tree, labels: "hard", implementation: "ml-cart" }];
    const parsedWith = (n: number) =>
      parseStudyObject({
        name: "a",
        seeds: [1],
        experiments: [{ name: "m", dataset: { name: "moons", n, noise: 0.3 }, students }],
      });
    expect(() => parsedWith(20_000)).not.toThrow();
    expect(() => parsedWith(20_001)).toThrow(
      new UserError(
        "Expected `n` to be at most 20000 for a tree by ml-cart, got `20001` (experiments[0].dataset.n). " +
          "Lower it, or write `implementation: exact`.",
      ),
    );
  });
});

describe("a student of kind soft-tree", () => {
  it("has the defaults of a network and its own", () => {
    expect(studentOf(parsed(softTree))).toMatchObject({
      depth: 8,
      inverseTemperature: 1,
      balancePenalty: 0.1,
      prediction: "likeliest-leaf",
      temperature: 2,
      alpha: 1,
      optimizer: "adam",
    });
  });

  it("takes the values of its grid, in the order of the axes", () => {
    const grid = { prediction: ["all-leaves"], learningRate: [0.1], depth: [2, 3], temperature: [4] };
    const variants = cellsOf(parsed({ ...softTree, grid }).experiments[0]!, [1])
      .filter(({ arm }) => arm === "student")
      .map(({ variant }) => variant);
    expect(variants.map((variant) => JSON.stringify(variant))).toEqual([
      '{"temperature":4,"depth":2,"prediction":"all-leaves","learningRate":0.1}',
      '{"temperature":4,"depth":3,"prediction":"all-leaves","learningRate":0.1}',
    ]);
    expect(cellSpecs({ ...softTree, grid })).toMatchObject(variants);
  });

  it("on hard labels has no soft term", () => {
    const hard = parsed({ ...softTree, labels: "hard", grid: { depth: [1, 2] } });
    expect(studentOf(hard)).toMatchObject({ temperature: 1, alpha: 0 });
    expect(parseStudyObject(hard)).toEqual(hard);
  });

  it.each([
    [
      { labels: "hard", alpha: 0.5 },
      `Expected no \`alpha\` with hard labels, got \`0.5\` (${at}.alpha). Remove it, or write \`labels: soft\`.`,
    ],
    [
      { labels: "hard", grid: { temperature: [1] } },
      `Expected no axis of \`temperature\` with hard labels, got one (${at}.grid.temperature). Remove it, or write \`labels: soft\`.`,
    ],
    [{ depth: 0 }, `Expected \`depth\` to be a whole number from 1 to 10, got \`0\` (${at}.depth).`],
    [
      { inverseTemperature: 0 },
      `Expected \`inverseTemperature\` to be a number above 0 and at most 1000000, got \`0\` (${at}.inverseTemperature).`,
    ],
    [
      { balancePenalty: -1 },
      `Expected \`balancePenalty\` to be a number from 0 to 1000, got \`-1\` (${at}.balancePenalty).`,
    ],
    [
      { prediction: "all-leafs" },
      `Expected \`prediction\` to be one of \`likeliest-leaf\`, \`all-leaves\`, got \`all-leafs\` (${at}.prediction). Did you mean \`all-leaves\`?`,
    ],
    [
      { epochs: undefined },
      `Expected \`epochs\` to be a whole number from 1 to 100000, but it is missing (${at}.epochs).`,
    ],
    [
      { kind: "softtree" },
      `Expected \`kind\` to be one of \`mlp\`, \`tree\`, \`soft-tree\`, got \`softtree\` (${at}.kind). Did you mean \`soft-tree\`?`,
    ],
    [
      { grid: { momentum: [0.5] } },
      `Expected no axis of \`momentum\` with the optimizer \`adam\`, which has none (${at}.grid.momentum). ` +
        "Write `optimizer: momentum`, or remove it.",
    ],
    [
      { grid: {} },
      "Expected `grid` to have one of the axes `teacher`, `trainFraction`, `labelNoise`, `leftOutClasses`, " +
        "`temperature`, `alpha`, `optimizer`, `learningRate`, `momentum`, `weightDecay`, `schedule`, `warmupSteps`, " +
        "`labelSmoothing`, `batchSize`, `epochs`, `depth`, `inverseTemperature`, `balancePenalty`, `prediction`, " +
        `got an empty mapping (${at}.grid). Add an axis, or remove the grid.`,
    ],
    [
      { grid: { depth: [2, 3, 2] } },
      `Expected the values of \`depth\` to differ from each other, got \`2\` again (${at}.grid.depth[2]).`,
    ],
  ])("refuses %j", (fields, message) => {
    expect(() => parsed({ ...softTree, ...fields })).toThrow(new UserError(message));
  });
});

describe("a student of kind mlp", () => {
  it("without a hidden layer is softmax regression, as a field and on an axis", () => {
    const mlp = { name: "student", kind: "mlp", labels: "soft", epochs: 1 };
    expect(studentOf(parsed({ ...mlp, hidden: [] }))).toMatchObject({ hidden: [] });
    expect(cellSpecs({ ...mlp, grid: { hidden: [[], [10]] } })).toMatchObject([
      { hidden: [] },
      { hidden: [10] },
    ]);
  });
});

const teacher = { name: "network", kind: "mlp", hidden: [8], epochs: 1 };
