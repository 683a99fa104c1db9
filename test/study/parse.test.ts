import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStudy, parseStudyObject } from "../../src/study/parse.ts";
import { UserError } from "../../src/user-error.ts";
import { exampleStudy, studyWith } from "./example-study.ts";

const first = "experiments.0";
const soft = `${first}.students.1`;

describe("parseStudyObject(value)", () => {
  it("parseStudyObject(value) puts the defaults in", () => {
    const { experiments } = parseStudyObject(exampleStudy());
    expect(experiments[0]?.dataset).toEqual({
      name: "moons",
      noise: 0.3,
      n: 1000,
      validation: 1000,
      test: 10_000,
    });
    expect(experiments[0]?.students[1]).toMatchObject({ temperature: 2, alpha: 1, hidden: [10, 10] });
  });

  it("parseStudyObject(value) switches the soft term off on hard labels", () => {
    expect(parseStudyObject(exampleStudy()).experiments[0]?.students[0]).toMatchObject({
      temperature: 1,
      alpha: 0,
    });
  });

  it("parseStudyObject(study) is the study again for one that was parsed", () => {
    const study = parseStudyObject(exampleStudy());
    expect(parseStudyObject(study)).toEqual(study);
  });

  it.each([
    [
      `${soft}.grid.temperature`,
      [1, -1],
      "Expected `temperature` to be a number above 0 and at most 1000, got `-1` (experiments[0].students[1].grid.temperature[1]).",
    ],
    [
      `${soft}.grid.temperature`,
      [],
      "Expected `temperature` to be a list of 1 to 1000 values, got an empty list (experiments[0].students[1].grid.temperature).",
    ],
    [
      `${soft}.grid`,
      { temprature: [1] },
      "Unknown key `temprature` (experiments[0].students[1].grid.temprature). Did you mean `temperature`? Known keys: " +
        "`teacher`, `trainFraction`, `labelNoise`, `leftOutClasses`, `temperature`, `alpha`, `optimizer`, `learningRate`, `momentum`, `weightDecay`, `schedule`, `warmupSteps`, `labelSmoothing`, `batchSize`, `epochs`, `hidden`, `activation`.",
    ],
    [
      `${soft}.grid`,
      {},
      "Expected `grid` to have one of the axes `teacher`, `trainFraction`, `labelNoise`, `leftOutClasses`, " +
        "`temperature`, `alpha`, `optimizer`, `learningRate`, `momentum`, `weightDecay`, `schedule`, `warmupSteps`, " +
        "`labelSmoothing`, `batchSize`, `epochs`, `hidden`, `activation`, got an empty mapping (experiments[0].students[1].grid). " +
        "Add an axis, or remove the grid.",
    ],
    [
      `${first}.dataset.noise`,
      Number.NaN,
      "Expected `noise` to be a number from 0 to 10, got `NaN` (experiments[0].dataset.noise).",
    ],
    [
      `${first}.dataset.noise`,
      Number.POSITIVE_INFINITY,
      "Expected `noise` to be a number from 0 to 10, got `Infinity` (experiments[0].dataset.noise).",
    ],
    [
      `${first}.dataset.noise`,
      undefined,
      "Expected `noise` to be a number from 0 to 10, but it is missing (experiments[0].dataset.noise).",
    ],
    [
      `${first}.dataset`,
      { name: "mnits" },
      "Expected `name` to be one of `mnist`, `idx`, `csv`, `npy`, `moons`, got `mnits` (experiments[0].dataset.name). Did you mean `mnist`?",
    ],
    [
      `${first}.dataset`,
      "moons",
      'Expected `dataset` to be a mapping with `name` one of `mnist`, `idx`, `csv`, `npy`, `moons`, got `"moons"` (experiments[0].dataset).',
    ],
    [
      `${soft}.labels`,
      "sfot",
      "Expected `labels` to be one of `hard`, `soft`, `argmax`, `permuted`, got `sfot` (experiments[0].students[1].labels). Did you mean `soft`?",
    ],
    [
      `${soft}.learningRate`,
      "0.1",
      'Expected `learningRate` to be a number above 0 and at most 1000000, got `"0.1"` (experiments[0].students[1].learningRate).',
    ],
    [
      `${soft}.epochs`,
      1.5,
      "Expected `epochs` to be a whole number from 1 to 100000, got `1.5` (experiments[0].students[1].epochs).",
    ],
    [`name`, "A b", "Expected `name` to be lower-case letters, digits and hyphens, got `A b` (name)."],
    [`seeds`, [], "Expected `seeds` to be a list of 1 to 1000 values, got an empty list (seeds)."],
    [`seeds`, [1, 2, 1], "Expected `seeds` to differ from each other, got `1` again (seeds[2])."],
    [
      `${soft}.teacher`,
      "netwrok",
      "Expected `teacher` to be one of `network`, got `netwrok` (experiments[0].students[1].teacher). Did you mean `network`?",
    ],
    [
      `${soft}.baseline`,
      "soft",
      "Expected `baseline` to be one of `hard`, `tree`, got `soft` (experiments[0].students[1].baseline).",
    ],
    [
      `${soft}.baseline`,
      ["hard", "trees"],
      "Expected `baseline` to be one of `hard`, `tree`, got `trees` (experiments[0].students[1].baseline[1]). Did you mean `tree`?",
    ],
    [
      `${soft}.baseline`,
      ["hard", "tree", "hard"],
      "Expected each `baseline` to be there once, got `hard` again (experiments[0].students[1].baseline[2]).",
    ],
    [
      `${first}.targetAccuracy`,
      86.3,
      "Expected `targetAccuracy` to be a number from 0 to 1, got `86.3` (experiments[0].targetAccuracy).",
    ],
    [
      `${first}.students.0.temperature`,
      3,
      "Expected no `temperature` with hard labels, got `3` (experiments[0].students[0].temperature). " +
        "Remove it, or write `labels: soft`.",
    ],
    [
      `${first}.students.0.grid`,
      { alpha: [0.1, 0.2] },
      "Expected no axis of `alpha` with hard labels, got one (experiments[0].students[0].grid.alpha). " +
        "Remove it, or write `labels: soft`.",
    ],
    [
      `${soft}.grid`,
      { hidden: [[10], [20], [10]] },
      "Expected the values of `hidden` to differ from each other, got `[10]` again (experiments[0].students[1].grid.hidden[2]).",
    ],
    [
      `${soft}.grid`,
      { momentum: [0.5, 0.9] },
      "Expected no axis of `momentum` with the optimizer `adam`, which has none (experiments[0].students[1].grid.momentum). " +
        "Write `optimizer: momentum`, or remove it.",
    ],
    [
      `${first}.teachers.0`,
      { name: "network", kind: "conv", epochs: 1 },
      "Expected `kind` to be `mlp` on moons, got `conv` (experiments[0].teachers[0].kind). " +
        "A convolution needs images, and a sample of moons is none.",
    ],
  ])("parseStudyObject(value) refuses %s: %j", (path, value, message) => {
    expect(errorOf(() => parseStudyObject(studyWith(path, value)))).toBe(message);
  });

  it("parseStudyObject(value) names a misspelt key before the one that is missing for it", () => {
    const study = structuredClone(exampleStudy()) as unknown as { experiments: { students: object[] }[] };
    study.experiments[0]!.students[2] = { name: "tree", kind: "tree", label: "soft" };
    expect(errorOf(() => parseStudyObject(study))).toBe(
      "Unknown key `label` (experiments[0].students[2].label). Did you mean `labels`? Known keys: `name`, `extends`, " +
        "`labels`, `teacher`, `baseline`, `control`, `reference`, `trainFraction`, `labelNoise`, `leftOutClasses`, " +
        "`skip`, `kind`, `implementation`, `temperature`, `targets`, `maxDepth`, `maxLeaves`, `minSamplesLeaf`, " +
        "`costComplexity`, `grid`, `tune`. And 1 more: Expected `labels` to be one of `hard`, `soft`, `argmax`, " +
        "`permuted`, but it is missing (experiments[0].students[2].labels).",
    );
  });

  it("parseStudyObject(value) asks for a teacher where there is none for soft labels", () => {
    expect(errorOf(() => parseStudyObject(studyWith(`${first}.teachers`, [])))).toMatch(
      /^Expected a teacher for the soft labels of `soft`, but the experiment has none \(experiments\[0\]\.students\[1\]\.labels\)\. Add one/,
    );
  });

  it("parseStudyObject(value) asks which teacher where there are two", () => {
    const network = exampleStudy().experiments[0]?.teachers?.[0];
    const study = studyWith(`${first}.teachers`, [network, { ...network, name: "second" }]);
    expect(errorOf(() => parseStudyObject(study))).toMatch(
      /^Expected `teacher` to be one of `network`, `second`, but it is missing/,
    );
  });

  it.each([
    [`${first}.teachers`, "teachers"],
    [`${first}.students`, "students"],
    ["experiments", "experiments"],
  ])("parseStudyObject(value) refuses two equal names in %s", (path, list) => {
    const parts = path.split(".");
    const there = parts.reduce<unknown>(
      (node, step) => (node as Record<string, unknown>)[step],
      exampleStudy(),
    ) as { name: string }[];
    expect(errorOf(() => parseStudyObject(studyWith(path, [...there, there[0]])))).toMatch(
      `Expected each \`name\` in \`${list}\` to be there once, got \`${there[0]?.name}\` again`,
    );
  });

  it("parseStudyObject(value) refuses validation rows that leave none to train on", () => {
    const students = [{ name: "s", kind: "mlp", labels: "hard", epochs: 1 }];
    const study = studyWith("experiments", [
      { name: "m", dataset: { name: "mnist", trainLimit: 2000 }, students },
    ]);
    expect(errorOf(() => parseStudyObject(study))).toBe(
      "Expected `validation` to be below the 2000 rows of the train file that are used, got `6000` " +
        "(experiments[0].dataset.validation). Lower it, or raise `trainLimit`.",
    );
  });

  it("parseStudyObject(value) refuses more cells than a plan can hold", () => {
    const study = studyWith(`${soft}.grid`, { epochs: oneTo(300), batchSize: oneTo(300) });
    // (1 hard + 300 * 300 soft + 1 tree) * 2 seeds
    expect(errorOf(() => parseStudyObject(study))).toMatch("at most 100000 cells, got 180004 (experiments)");
  });

  it("parseStudyObject(value) takes no key by way of __proto__", () => {
    const text = JSON.stringify(exampleStudy()).replace('"noise"', '"__proto__":{"n":5},"noise"');
    expect(errorOf(() => parseStudyObject(JSON.parse(text)))).toMatch("Unknown key `__proto__`");
  });

  it.each([null, 3, "x", [], undefined])("parseStudyObject(%j) says what a study is", (value) => {
    expect(errorOf(() => parseStudyObject(value))).toMatch(/^Expected a study, a mapping with `name`/);
  });

  it("parseStudyObject(value) gives a study or a UserError of one line, whatever is put where", () => {
    const places = [
      `name`,
      `seeds`,
      `experiments`,
      first,
      `${first}.dataset`,
      `${first}.students`,
      soft,
      `${soft}.grid`,
      `${first}.students.2`,
      `${first}.students.2.maxDepth`,
      `${first}.students.2.grid`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.anything(), (path, value) => {
        expectStudyOrUserError(() => parseStudyObject(studyWith(path, value)));
      }),
    );
  });
});

describe("parseStudy(text, fileName)", () => {
  it("parseStudy(text, fileName) reads JSON as it reads YAML", () => {
    const yaml =
      "name: a\nseeds: [1]\nexperiments:\n- name: b\n  dataset: {name: moons, noise: 0}\n  students: [{name: t, kind: tree, labels: hard}]\n";
    const json = JSON.stringify({
      name: "a",
      seeds: [1],
      experiments: [
        {
          name: "b",
          dataset: { name: "moons", noise: 0 },
          students: [{ name: "t", kind: "tree", labels: "hard" }],
        },
      ],
    });
    expect(parseStudy(json, "a.json")).toEqual(parseStudy(yaml, "a.yaml"));
  });

  it("parseStudy(text, fileName) gives the file, line and column of the value", () => {
    const text = "name: a\nseeds:\n  - 1\n  - -5\nexperiments: []\n";
    expect(errorOf(() => parseStudy(text, "studies/a.yaml"))).toMatch(
      /^studies\/a\.yaml:4:5: Expected `seeds` to be a whole number from 0 to 2147483647, got `-5` \(seeds\[1\]\)\. And 1 more: /,
    );
  });

  it("parseStudy(text, fileName) gives a study or a UserError of one line for any text", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(
          fc.constantFrom(..."name: seeds - [ ] { } & * ! | > ' \" # % @ ? , \n \t 1 .nan ---".split(" ")),
          {
            maxLength: 60,
          },
        )
        .map((words) => words.join(" ")),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    fc.assert(fc.property(anyText, (text) => expectStudyOrUserError(() => parseStudy(text, "f.yaml"))));
  });
});

function expectStudyOrUserError(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).not.toMatch(/\n/);
  }
}

function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "no error";
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
