import { describe, expect, it } from "vitest";
import { extendedStudy } from "../../src/study/extended.ts";
import { parseStudy } from "../../src/study/parse.ts";
import { hard, network, parsed, refusal, soft, studentOf } from "./one-experiment.ts";

const students = "experiments[0].students";

describe("extendedStudy(study)", () => {
  it("extendedStudy(study) gives an arm every field that it does not write, but for name and reference", () => {
    const base = { ...soft, temperature: 4, reference: 0.9, grid: { alpha: [0.5, 1] } };
    const arm = { name: "arm", extends: "soft", epochs: 7 };
    expect(extendedStudy({ experiments: [{ students: [base, arm] }] })).toEqual({
      experiments: [
        {
          students: [
            base,
            {
              name: "arm",
              kind: "mlp",
              labels: "soft",
              epochs: 7,
              temperature: 4,
              grid: { alpha: [0.5, 1] },
            },
          ],
        },
      ],
    });
  });

  it("extendedStudy(study) follows chains, in any order, of teachers too", () => {
    const third = { name: "third", extends: "second", seed: 3 };
    const second = { name: "second", extends: "network", epochs: 0 };
    const { teachers } = parsed({ teachers: [third, second, network], students: [hard] }).experiments[0]!;
    expect(teachers).toMatchObject([
      { name: "third", kind: "mlp", hidden: [8], epochs: 0, seed: 3 },
      { name: "second", kind: "mlp", hidden: [8], epochs: 0 },
      { name: "network", epochs: 1 },
    ]);
    expect(teachers[0]).not.toHaveProperty("extends");
  });

  it("extendedStudy(study) takes away what an arm sets to null, so that its default counts", () => {
    const base = { ...soft, temperature: 4, grid: { alpha: [0.5, 1] } };
    const arm = studentOf(
      { students: [base, { name: "arm", extends: "soft", temperature: null, grid: null }] },
      "arm",
    );
    expect(arm).toMatchObject({ temperature: 2 });
    expect(arm).not.toHaveProperty("grid");
  });

  it("extendedStudy(study) lets a default never stand above what is inherited", () => {
    const base = { ...soft, batchSize: 7 };
    expect(studentOf({ students: [base, { name: "arm", extends: "soft" }] }, "arm")).toMatchObject({
      batchSize: 7,
    });
  });

  it.each([
    undefined,
    3,
    [],
    { experiments: 3 },
    { experiments: [null, { students: 3 }, { teachers: [3] }] },
  ])("extendedStudy(%j) leaves what is no study as it is", (value) => {
    expect(extendedStudy(value)).toEqual(value);
  });
});

describe("an arm that extends another", () => {
  it.each([
    [
      [hard, { name: "arm", extends: "hrad" }],
      `Expected \`extends\` to be one of \`hard\`, got \`hrad\` (${students}[1].extends). Did you mean \`hard\`?`,
    ],
    [
      [{ name: "arm", extends: "hard" }],
      `Expected no \`extends\`, as \`students\` has nothing else, got \`hard\` (${students}[0].extends).`,
    ],
    [
      [hard, { ...hard, name: "arm", extends: "network" }],
      `Expected \`extends\` to be one of \`hard\`, got \`network\` (${students}[1].extends).`,
    ],
    [
      [hard, { ...hard, name: "arm", extends: "arm" }],
      `Expected \`extends\` to end at one without it, got the circle \`arm\` → \`arm\` (${students}[1].extends). ` +
        "Remove one `extends`, and write its fields there.",
    ],
    [
      [
        { ...hard, name: "before", extends: "a" },
        { ...hard, name: "a", extends: "b" },
        { ...hard, name: "b", extends: "a" },
      ],
      `Expected \`extends\` to end at one without it, got the circle \`a\` → \`b\` → \`a\` (${students}[1].extends). ` +
        "Remove one `extends`, and write its fields there.",
    ],
    [
      [hard, { name: "second", extends: "hard" }, { name: "arm", extends: "second", kind: "tree" }],
      `Expected \`kind\` to be \`mlp\`, that of \`second\`, which is extended, got \`tree\` (${students}[2].kind). ` +
        "Extend one of the same kind, or remove `extends`.",
    ],
    [
      [
        { ...soft, grid: { alpha: [0.5, 1] } },
        { name: "arm", extends: "soft", labels: "hard" },
      ],
      `Expected no axis of \`alpha\` with hard labels, got one (${students}[1].grid.alpha). Remove it, or write ` +
        "`labels: soft`. It is inherited from `soft`; `grid: null` would leave it out.",
    ],
    [
      [hard, { name: "arm", extends: "hard", temprature: null }],
      "Unknown key `temprature` (experiments[0].students[1].temprature). Did you mean `temperature`?",
    ],
    [
      [hard, { name: "arm", extends: "hard", temperature: null }],
      `Expected \`temperature\` to be a number above 0 and at most 1000, got \`null\` (${students}[1].temperature).`,
    ],
    [
      [hard, { name: "arm", extends: 3 }],
      `Expected \`extends\` to be a name, got \`3\` (${students}[1].extends).`,
    ],
  ])("%j is refused", (arms, message) => {
    expect(refusal({ students: arms }).slice(0, message.length)).toBe(message);
  });

  it("is told of a circle once", () => {
    const arms = ["a", "b", "c"].map((name, index) => ({ ...hard, name, extends: ["b", "c", "a"][index] }));
    expect(refusal({ students: arms })).toBe(
      `Expected \`extends\` to end at one without it, got the circle \`a\` → \`b\` → \`c\` → \`a\` (${students}[0].extends). ` +
        "Remove one `extends`, and write its fields there.",
    );
  });

  it("is found in the file, also where the field is not its own", () => {
    const text = [
      "name: a",
      "seeds: [1]",
      "experiments:",
      "- name: b",
      "  dataset: { name: moons, noise: 0 }",
      "  teachers: [{ name: network, kind: mlp, hidden: [8], epochs: 1 }]",
      "  students:",
      "  - { name: soft, kind: mlp, labels: soft, epochs: 1, temperature: 3 }",
      "  - { name: hard, extends: soft, labels: hard }",
    ].join("\n");
    expect(() => parseStudy(text, "a.yaml")).toThrow(
      "a.yaml:9:5: Expected no `temperature` with hard labels, got `3` (experiments[0].students[1].temperature). " +
        "Remove it, or write `labels: soft`. It is inherited from `soft`; `temperature: null` would leave it out.",
    );
  });
});
