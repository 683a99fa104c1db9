import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf } from "../../src/study/cells.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import { smokeStudy } from "../../src/study/smoke.ts";
import {
  experimentOf,
  hard,
  network,
  parsed,
  refusal,
  refusalOf,
  soft,
  studentOf,
  studyOf,
} from "./one-experiment.ts";

const gridded = { ...network, grid: { seed: [1, 2], hidden: [[300, 100], []] } };
const four = [
  "network hidden=300-100 seed=1",
  "network hidden=300-100 seed=2",
  "network hidden=none seed=1",
  "network hidden=none seed=2",
];
const twoSeeds = { ...network, grid: { seed: [1, 2] } };
const two = ["network seed=1", "network seed=2"];

describe("a dataset with a grid", () => {
  it("makes an experiment of each combination, with a name and a title of its own", () => {
    const dataset = { name: "moons", noise: 9, grid: { noise: [0.3, 0], n: [100, 500] } };
    const { experiments } = parsed({ dataset });
    expect(experiments.map(({ name, title }) => [name, title])).toEqual([
      ["moons-n-100-noise-0-3", "moons (n 100, noise 0.3)"],
      ["moons-n-100-noise-0", "moons (n 100, noise 0)"],
      ["moons-n-500-noise-0-3", "moons (n 500, noise 0.3)"],
      ["moons-n-500-noise-0", "moons (n 500, noise 0)"],
    ]);
    expect(experiments[2]!.dataset).toEqual({
      name: "moons",
      n: 500,
      noise: 0.3,
      validation: 1000,
      test: 10_000,
    });
    expect(experiments[2]!.students).toEqual(parsed({}).experiments[0]!.students);
  });

  it("of images has names in words", () => {
    const dataset = { name: "mnist", grid: { trainLimit: [10_000], splitSeed: [0, 1] } };
    expect(parsed({ dataset }).experiments.map(({ name }) => name)).toEqual([
      "moons-train-limit-10000-split-seed-0",
      "moons-train-limit-10000-split-seed-1",
    ]);
  });

  it("must leave rows to train on at each combination", () => {
    const dataset = { name: "mnist", grid: { trainLimit: [50_000, 6000] } };
    expect(refusal({ dataset })).toBe(
      "Expected `validation` to be below the 6000 rows of the train file that are used, got `6000` " +
        "(experiments[0].dataset.validation). Lower it, or raise `trainLimit`.",
    );
  });

  it("must give names that are short enough, and new", () => {
    const [experiment] = studyOf({
      dataset: { name: "moons", noise: 0, grid: { noise: [0.1] } },
    }).experiments;
    const long = { ...experiment!, name: "m".repeat(60) };
    expect(refusalOf({ name: "a", seeds: [1], experiments: [long] })).toBe(
      "Expected `name` to be short enough for what the grid adds, got 70 characters with it (experiments[0].name). " +
        `Shorten it: \`${"m".repeat(57)}...\`.`,
    );
    const titled = { ...experiment!, title: "t".repeat(190) };
    expect(refusalOf({ name: "a", seeds: [1], experiments: [titled] })).toMatch(
      "Expected `title` to be short enough for what the grid adds, got 202 characters with it (experiments[0].title).",
    );
    const other = { ...studyOf({}).experiments[0]!, name: "moons-noise-0-1" };
    expect(refusalOf({ name: "a", seeds: [1], experiments: [other, experiment] })).toBe(
      "Expected each name to be there once, got `moons-noise-0-1` by a grid and again (experiments[1].name). " +
        "Write another `name`.",
    );
  });
});

describe("a teacher with a grid", () => {
  it("becomes a teacher of each combination, in the order of the axes, `seed` last", () => {
    const { teachers } = experimentOf({ teachers: [gridded] });
    expect(teachers.map(({ name }) => name)).toEqual(four);
    expect(teachers[1]).toMatchObject({ kind: "mlp", hidden: [300, 100], seed: 2, epochs: 1 });
    expect(teachers[2]).toMatchObject({ hidden: [], seed: 1 });
    expect(teachers[2]).not.toHaveProperty("grid");
  });

  it("is an axis of the student that names it, or that has no other to learn from", () => {
    const students = [soft, { ...soft, name: "named", teacher: "network", grid: { alpha: [0.5, 1] } }];
    const experiment = experimentOf({ teachers: [gridded], students });
    expect(experiment.students).toMatchObject([
      { grid: { teacher: four } },
      { grid: { teacher: four, alpha: [0.5, 1] } },
    ]);
    expect(experiment.students[1]).not.toHaveProperty("teacher");
    expect(cellsOf(experiment, [1]).map(({ teacher }) => teacher?.name)).toEqual([
      ...four,
      ...four.flatMap((name) => [name, name]),
    ]);
  });

  it("is no axis of a student on hard labels, unless it asks for it", () => {
    const students = [hard, { ...hard, name: "measured", teacher: "network" }];
    const experiment = experimentOf({ teachers: [twoSeeds], students });
    expect(experiment.students[0]).not.toHaveProperty("grid");
    expect(experiment.students[1]).toMatchObject({ grid: { teacher: two } });
    expect(cellsOf(experiment, [1]).map(({ teacher }) => teacher?.name)).toEqual([undefined, ...two]);
  });

  it("stands among others on an axis, and in a condition of `skip`", () => {
    const other = { ...network, name: "other" };
    const student = {
      ...soft,
      grid: { temperature: [1, 2] },
      tune: { teacher: ["other", "network"] },
      skip: [{ teacher: "network", temperature: 2 }],
    };
    const arm = studentOf({ teachers: [twoSeeds, other], students: [student] }, "soft");
    expect(arm.tune).toEqual({ teacher: ["other", ...two] });
    expect(arm.skip).toEqual([{ teacher: two, temperature: 2 }]);
  });

  it("stands on the axis that a student has, and on no other", () => {
    const students = [
      { ...soft, tune: { teacher: ["network"] } },
      { ...soft, name: "one of them", grid: { teacher: ["network seed=2"] } },
    ];
    const [tuned, one] = experimentOf({ teachers: [twoSeeds], students }).students;
    expect(tuned).toMatchObject({ tune: { teacher: two } });
    expect(tuned).not.toHaveProperty("grid");
    expect(one).toMatchObject({ grid: { teacher: ["network seed=2"] } });
  });

  it("is all members of an ensemble that names it, and one of them may be named", () => {
    const teachers = [
      twoSeeds,
      { name: "all", kind: "ensemble", members: ["network"] },
      { ...network, name: "assistant", teacher: "network seed=2" },
    ];
    const students = [{ ...soft, teacher: "network seed=1" }];
    const experiment = experimentOf({ teachers, students });
    expect(experiment.teachers).toMatchObject([{}, {}, { members: two }, { teacher: "network seed=2" }]);
    expect(experiment.students[0]).toMatchObject({ teacher: "network seed=1" });
  });

  it("of one combination is the one that an assistant, or a student, learns from", () => {
    const teachers = [
      { ...network, grid: { seed: [5] } },
      { ...network, name: "assistant", teacher: "network" },
    ];
    const experiment = experimentOf({ teachers, students: [{ ...soft, teacher: "network" }] });
    expect(experiment.teachers[1]).toMatchObject({ teacher: "network seed=5" });
    expect(experiment.students[0]).toMatchObject({ teacher: "network seed=5" });
    expect(experiment.students[0]).not.toHaveProperty("grid");
  });

  it("may have a value of its own where a student's axis has none: no epochs", () => {
    const { teachers } = experimentOf({ teachers: [{ ...network, grid: { epochs: [0, 5] } }] });
    expect(teachers).toMatchObject([{ epochs: 0 }, { epochs: 5 }]);
  });

  it("must give names that are short enough, and new", () => {
    expect(refusal({ teachers: [{ ...twoSeeds, name: "n".repeat(75) }] })).toMatch(
      "Expected `name` to be short enough for what the grid adds, got 82 characters with it (experiments[0].teachers[0].name).",
    );
    const students = [{ ...soft, teacher: "network" }];
    expect(refusal({ teachers: [{ ...network, name: "network seed=2" }, twoSeeds], students })).toBe(
      "Expected each name to be there once, got `network seed=2` by a grid and again (experiments[0].teachers[1].name). " +
        "Write another `name`.",
    );
  });
});

describe("what grids and seeds multiply to", () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it("is at most 100 experiments, 1,000 teachers and 100,000 cells", () => {
    const dataset = { name: "moons", noise: 0, grid: { n: values(11), seed: values(10) } };
    expect(refusal({ dataset })).toBe(
      "Expected grids of datasets to give at most 100 experiments, got 110 (experiments). Take fewer values, or split the study.",
    );
    const wide = { ...network, grid: { seed: values(100), batchSize: values(11) } };
    expect(refusal({ teachers: [wide] })).toBe(
      "Expected grids of teachers to give at most 1000 teachers, got 1100 (experiments[0].teachers). Take fewer values.",
    );
    // 1 on hard labels and, for 2 teachers, 100 x 60 x 5 on soft ones; 2 datasets
    const students = [
      hard,
      {
        ...soft,
        grid: { epochs: values(100), batchSize: values(60) },
        tune: { alpha: [0.1, 0.2, 0.3, 0.4, 0.5] },
      },
    ];
    const twice = { name: "moons", noise: 0, grid: { n: [100, 200] } };
    expect(refusal({ dataset: twice, teachers: [twoSeeds], students })).toBe(
      "Expected grids and seeds to give at most 100000 cells, got 120002 (experiments). Take fewer values or seeds, or split the study.",
    );
  });
});

describe("a resolved study", () => {
  const axis = <T>(...of: readonly T[]) =>
    fc.option(fc.shuffledSubarray([...of], { minLength: 1 }), { nil: undefined });
  const someOf = (axes: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc
      .record(axes, { noNullPrototype: true })
      .map((grid) => (Object.values(grid).some((one) => one !== undefined) ? grid : undefined));
  const datasets = fc.record(
    {
      name: fc.constant("moons"),
      noise: fc.constant(0.3),
      grid: someOf({ n: axis(100, 200), noise: axis(0, 0.25, 1e-7), seed: axis(0, 1) }),
    },
    { noNullPrototype: true },
  );
  const grids = someOf({ seed: axis(1, 2), hidden: axis([], [30, 10]), leftOutClasses: axis([], [1]) });
  const skips = fc.constantFrom(
    undefined,
    [{ teacher: "network", temperature: 1 }],
    [
      { temperature: [1, 2], labelNoise: 0 },
      { teacher: ["network"], alpha: 0.5 },
    ],
  );

  it("is the same study when it is parsed again, and so is its smoke run", () => {
    fc.assert(
      fc.property(datasets, grids, grids, skips, (dataset, grid, second, skip) => {
        const student = {
          name: "student",
          extends: "soft",
          labelNoise: 0.2,
          grid: { temperature: [1, 2, 4], labelNoise: [0, 0.1] },
          tune: { alpha: [0.25, 0.5, 0.75] },
          ...(skip === undefined
            ? {}
            : { skip, teacher: null, tune: { alpha: [0.25, 0.5], teacher: ["network", "both"] } }),
        };
        const study = parsed({
          dataset,
          teachers: [
            { ...network, ...(grid === undefined ? {} : { grid }) },
            {
              name: "second",
              extends: "network",
              epochs: 0,
              ...(second === undefined ? {} : { grid: second }),
            },
            { name: "both", kind: "ensemble", members: ["second", "network"] },
          ],
          students: [hard, { ...soft, teacher: "network" }, student],
        });
        expect(parseStudyObject(JSON.parse(JSON.stringify(study)))).toEqual(study);
        const smoke = smokeStudy(study);
        expect(parseStudyObject(JSON.parse(JSON.stringify(smoke)))).toEqual(smoke);
      }),
      { numRuns: 50 },
    );
  });
});
