import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study } from "../../src/study/schema.ts";
import { smokeStudy } from "../../src/study/smoke.ts";
import { exampleStudy } from "./example-study.ts";

describe("smokeStudy(study)", () => {
  it("smokeStudy(study) has another name, so that it never touches the study's results", () => {
    expect(smokeStudy(largeStudy()).name).toBe("large-smoke");
  });

  it("smokeStudy(study) is a study that the parser takes, also for the longest name", () => {
    const smoke = smokeStudy({ ...largeStudy(), name: "n".repeat(64), title: "t".repeat(200) });
    expect(parseStudyObject(smoke)).toEqual(smoke);
    expect(parseStudyObject(smokeStudy(parseStudyObject(exampleStudy()))).name).toBe("example-smoke");
  });

  it("smokeStudy(study) limits rows, seeds, epochs, widths and axes", () => {
    const { seeds, experiments } = smokeStudy(largeStudy());
    expect(seeds).toEqual([5, 6]);
    expect(experiments[0]?.dataset).toMatchObject({ trainLimit: 2000, testLimit: 1000, validation: 500 });
    expect(experiments[0]?.teachers[0]).toMatchObject({ epochs: 2, filters: 8, hidden: [64, 64] });
    expect(experiments[0]?.students[0]).toMatchObject({
      epochs: 2,
      hidden: [10, 64],
      grid: { temperature: [1, 2], epochs: [1, 2], hidden: [[64]] },
    });
  });

  it("smokeStudy(study) limits the depth of soft trees, and the axes of trees", () => {
    const soft = { kind: "soft-tree", epochs: 40, depth: 8, grid: { depth: [1, 4, 8, 10], epochs: [5, 9] } };
    expect(smokeStudy(studyOf(soft)).experiments[0]?.students[0]).toMatchObject({
      epochs: 2,
      depth: 4,
      grid: { depth: [1, 4], epochs: [2] },
    });
    const tree = { kind: "tree", temperature: 3, grid: { maxDepth: [20, 3, "unlimited"] } };
    expect(smokeStudy(studyOf(tree)).experiments[0]?.students[0]).toMatchObject({
      maxDepth: "unlimited",
      temperature: 3,
      grid: { maxDepth: [20, 3] },
    });
  });

  it("smokeStudy(study) never asks for more than the study does", () => {
    const study = largeStudy();
    const [experiment] = study.experiments;
    const dataset = { ...experiment!.dataset, trainLimit: 300, testLimit: 90, validation: 80 };
    const small = { ...study, experiments: [{ ...experiment!, dataset }] } as Study;
    expect(smokeStudy(small).experiments[0]?.dataset).toEqual(dataset);
  });

  it("smokeStudy(study) keeps the optimizer for which a momentum axis is there", () => {
    const grid = { optimizer: ["sgd", "adam", "momentum"], momentum: [0.5, 0.9, 0.99] };
    const smoke = smokeStudy(studyOf({ epochs: 5, grid }));
    expect(smoke.experiments[0]?.students[0]).toMatchObject({ grid: { ...grid, momentum: [0.5, 0.9] } });
    expect(parseStudyObject(smoke)).toEqual(smoke);
  });

  it("smokeStudy(study) chooses nothing between epochs that became equal", () => {
    const tune = { epochs: [20, 50], learningRate: [0.1, 0.2, 0.3] };
    const [student] = smokeStudy(studyOf({ epochs: 5, tune })).experiments[0]!.students;
    expect(student).toMatchObject({ epochs: 2, tune: { learningRate: [0.1, 0.2] } });
    expect(student!.tune).not.toHaveProperty("epochs");
  });

  it("smokeStudy(study) skips what is still there, and never all", () => {
    const grid = { temperature: [1, 2, 4], hidden: [[5], [100]] };
    const skipOf = (skip: object[]) =>
      smokeStudy(studyOf({ epochs: 1, grid, skip })).experiments[0]!.students[0]!.skip;
    // Axes of the smoke run: temperatures 1 and 2, widths 5 and 64.
    expect(skipOf([{ temperature: [2, 4], hidden: [[5]] }])).toEqual([{ temperature: [2], hidden: [[5]] }]);
    expect(skipOf([{ temperature: 4 }, { hidden: [[100]] }])).toBeUndefined();
    expect(skipOf([{ temperature: [1, 2] }])).toBeUndefined();
  });

  it("smokeStudy(study) leaves an untrained teacher untrained, and two teachers on an axis", () => {
    const network = { name: "net", kind: "mlp", hidden: [128], epochs: 9, grid: { epochs: [0, 5, 9] } };
    const students = [{ name: "soft", kind: "mlp", labels: "soft", epochs: 1, trainFraction: 0.01 }];
    const experiment = { name: "a", dataset: { name: "mnist" }, teachers: [network], students };
    const smoke = smokeStudy(parseStudyObject({ name: "a", seeds: [1], experiments: [experiment] }));
    expect(smoke.experiments[0]?.teachers).toMatchObject([{ epochs: 0 }, { epochs: 2 }, { epochs: 2 }]);
    expect(smoke.experiments[0]?.students[0]).toMatchObject({
      trainFraction: 0.01,
      grid: { teacher: ["net epochs=0", "net epochs=5"] },
    });
    expect(parseStudyObject(smoke)).toEqual(smoke);
  });

  it("smokeStudy(study) of any study that the parser takes is one, and stays itself as JSON", () => {
    fc.assert(
      fc.property(students, datasets, (student, dataset) => {
        const smoke = smokeStudy(studyOf(student, dataset));
        expect(parseStudyObject(JSON.parse(JSON.stringify(smoke)))).toEqual(smoke);
      }),
    );
  });

  it("smokeStudy(study) has no published figures to stand beside its own", () => {
    expect(JSON.stringify(smokeStudy(largeStudy()))).not.toMatch("reference");
  });
});

const axis = <T>(...values: readonly T[]) =>
  fc.option(fc.shuffledSubarray([...values], { minLength: 1 }), { nil: undefined });
const optimizers = ["sgd", "adam", "momentum"];

const networkAxes = {
  temperature: axis(1, 2, 4, 8),
  alpha: axis(0, 0.5, 1),
  optimizer: axis(...optimizers),
  momentum: axis(0, 0.5, 0.9),
  batchSize: axis(1, 32, 64),
  epochs: axis(1, 2, 3, 50),
};

interface Grid {
  readonly optimizer?: readonly string[] | undefined;
  readonly momentum?: readonly number[] | undefined;
  readonly alpha?: readonly number[] | undefined;
  readonly temperature?: readonly number[] | undefined;
}

/** Without an axis of momentum where no optimizer has one, and without equal cells at alpha 0. */
function networks(kind: string, axes: Readonly<Record<string, fc.Arbitrary<unknown>>>) {
  const grids: fc.Arbitrary<Grid> = fc.record({ ...networkAxes, ...axes }, { noNullPrototype: true });
  return fc
    .record({
      kind: fc.constant(kind),
      optimizer: fc.constantFrom(...optimizers),
      epochs: fc.integer({ min: 1, max: 9 }),
      grid: grids,
    })
    .filter(({ optimizer, grid }) => !grid.momentum || (grid.optimizer ?? [optimizer]).includes("momentum"))
    .filter(({ grid: { alpha, temperature } }) =>
      alpha?.includes(0) ? alpha.length > 1 && (temperature ?? []).length < 2 : true,
    );
}

const trees = fc.record({
  kind: fc.constant("tree"),
  minSamplesLeaf: fc.integer({ min: 1, max: 9 }),
  grid: fc.record(
    {
      temperature: axis(1, 2, 4, 8),
      maxDepth: axis<number | string>(0, 1, 8, "unlimited"),
      maxLeaves: axis<number | string>(1, 64, "unlimited"),
      costComplexity: axis(0, 0.001, 0.1),
    },
    { noNullPrototype: true },
  ),
});

/** With at least one axis. */
const students = fc
  .oneof(
    networks("mlp", { hidden: axis([], [10], [100], [800], [100, 10]) }),
    networks("soft-tree", { depth: axis(1, 4, 5, 10), prediction: axis("likeliest-leaf", "all-leaves") }),
    trees,
  )
  .filter(({ grid }) => Object.values(grid).some((values) => values !== undefined));

const rows = fc.option(fc.integer({ min: 1000, max: 60_000 }), { nil: undefined });
const datasets = fc.oneof(
  fc.record({
    name: fc.constant("mnist"),
    trainLimit: rows,
    testLimit: rows,
    validation: fc.integer({ min: 1, max: 999 }),
  }),
  fc.record({ name: fc.constant("moons"), noise: fc.constant(0.3), n: rows, seed: rows }),
);

function studyOf(student: object, dataset: object = { name: "mnist" }): Study {
  return parseStudyObject({
    name: "any",
    seeds: [1, 2, 3],
    experiments: [
      {
        name: "any",
        dataset,
        teachers: [{ name: "net", kind: "mlp", hidden: [128], epochs: 12 }],
        students: [{ name: "soft", kind: "mlp", labels: "soft", ...student }],
      },
    ],
  });
}

function largeStudy(): Study {
  return parseStudyObject({
    name: "large",
    seeds: [5, 6, 7],
    experiments: [
      {
        name: "digits",
        dataset: { name: "mnist" },
        teachers: [{ name: "net", kind: "conv", epochs: 12, reference: 0.975 }],
        students: [
          {
            name: "soft",
            kind: "mlp",
            labels: "soft",
            hidden: [10, 800],
            epochs: 20,
            reference: 0.93,
            grid: { temperature: [1, 2, 4], epochs: [1, 5, 20], hidden: [[100], [800]] },
          },
        ],
      },
    ],
  });
}
