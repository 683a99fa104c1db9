import { describe, expect, it } from "vitest";
import { groupGrowths, type TreeCell } from "../../src/plan/growths.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import {
  type DatasetSpec,
  type StudyInput,
  studentSchema,
  type TreeStudentSpec,
} from "../../src/study/schema.ts";
import { planOf } from "./plan-of.ts";

const dataset: DatasetSpec = { name: "moons", n: 100, validation: 10, test: 10, noise: 0.3 };
const source = { spec: dataset, seed: 1, hash: "data", baseFolder: "." };
const soft = { key: "labels", teacherKey: "teacher" };

interface CellChange {
  readonly spec?: Partial<TreeStudentSpec>;
  readonly experiment?: string;
  readonly hash?: string;
  readonly labels?: TreeCell["labels"];
}

function cell(
  key: string,
  { spec, experiment = "moons", hash = "data", labels = null }: CellChange = {},
): TreeCell {
  const whole = studentSchema.parse({
    name: key,
    kind: "tree",
    labels: labels === null ? "hard" : "soft",
    ...spec,
  });
  return { key, experiment, seed: 1, spec: whole as TreeStudentSpec, source: { ...source, hash }, labels };
}

const keysOf = (cells: readonly TreeCell[]) => groupGrowths(cells).map(({ makes }) => makes);

describe("groupGrowths(cells)", () => {
  it("makes one job of cells that differ in nothing but depth, leaves, pruning and name", () => {
    const cells = [
      cell("a"),
      cell("b", { spec: { maxDepth: 3 } }),
      cell("c", { spec: { maxLeaves: 7 } }),
      cell("d", { spec: { costComplexity: 0.01 } }),
      cell("e", { spec: { maxDepth: 9, maxLeaves: 4, costComplexity: 0.5, baseline: "a", reference: 0.9 } }),
    ];
    expect(groupGrowths(cells)).toEqual([
      {
        kind: "grow-trees",
        id: "moons/grow-trees/a",
        needs: [],
        makes: ["a", "b", "c", "d", "e"],
        dataset: source,
        labels: null,
        seed: 1,
        cells: cells.map(({ key, spec }) => ({ key, spec })),
      },
    ]);
  });

  it("takes cells of other experiments on the same data along", () => {
    expect(keysOf([cell("a"), cell("b", { experiment: "other", spec: { maxDepth: 2 } })])).toEqual([
      ["a", "b"],
    ]);
  });

  it("makes jobs of their own of cells that are grown otherwise, or on other data or labels", () => {
    const others: CellChange[] = [
      {},
      { spec: { minSamplesLeaf: 2 } },
      { spec: { trainFraction: 0.5 } },
      { spec: { labelNoise: 0.1 } },
      { spec: { leftOutClasses: [1] } },
      { spec: { implementation: "ml-cart" } },
      { hash: "other data" },
      { labels: soft },
      { labels: soft, spec: { temperature: 2 } },
      { labels: soft, spec: { targets: "logits" } },
      { labels: { key: "other labels", teacherKey: "other teacher" } },
      { labels: soft, spec: { labels: "hard" } }, // measured against the teacher
    ];
    const cells = others.map((change, place) => cell(`${place}`, change));
    expect(keysOf(cells)).toEqual(others.map((_, place) => [`${place}`]));
  });

  it("grows apart what differs in a field that it has never heard of", () => {
    const withNew = (key: string, value: number) => {
      const { spec, ...rest } = cell(key);
      return { ...rest, spec: { ...spec, splitter: value } };
    };
    expect(keysOf([withNew("a", 1), withNew("b", 1), withNew("c", 2)])).toEqual([["a", "b"], ["c"]]);
  });

  it("keeps the order of the cells, and of the growths by their first cell", () => {
    const deep = { minSamplesLeaf: 5 };
    const cells = [
      cell("a", { spec: { maxDepth: 1 } }),
      cell("b", { spec: deep }),
      cell("c"),
      cell("d", { spec: { ...deep, maxLeaves: 3 } }),
      cell("e", { spec: { maxLeaves: 3 } }),
    ];
    expect(keysOf(cells)).toEqual([
      ["a", "c", "e"],
      ["b", "d"],
    ]);
    expect(groupGrowths(cells).map(({ id }) => id)).toEqual(["moons/grow-trees/a", "moons/grow-trees/b"]);
  });

  it("needs the soft labels and their teacher", () => {
    const [job] = groupGrowths([cell("a", { labels: soft })]);
    expect(job).toMatchObject({ needs: ["labels", "teacher"], labels: soft });
  });

  it("makes nothing of nothing", () => {
    expect(groupGrowths([])).toEqual([]);
  });
});

describe("planner(input)(isDone) with trees", () => {
  const written: StudyInput = {
    name: "demo",
    seeds: [1, 2],
    experiments: [
      {
        name: "moons",
        dataset: { name: "moons", noise: 0.3, seed: 5 },
        teachers: [{ name: "network", kind: "mlp", hidden: [8], epochs: 1 }],
        students: [
          {
            name: "hard",
            kind: "tree",
            labels: "hard",
            teacher: "network",
            grid: { maxDepth: [1, 2, "unlimited"] },
          },
          {
            name: "soft",
            kind: "tree",
            labels: "soft",
            grid: { temperature: [1, 4], costComplexity: [0, 0.01], maxLeaves: [4, "unlimited"] },
          },
        ],
      },
    ],
  };

  function plan(isDone: (key: string) => boolean = () => false): Plan {
    return planOf({
      study: parseStudyObject(written),
      datasetOf: () => ({
        source,
        transferSize: 2000,
        trainRows: 1000,
        evaluatedRows: 11_000,
        inputShape: [2],
        numClasses: 2,
      }),
      filesOf: () => ({ hash: "files", bytes: 1000 }),
      engineId: "engine 1",
      cores: 2,
      workers: 2,
      workerBytes: 4e9,
      hasLaneKernel: true,
      isDone,
    });
  }

  const growthsOf = ({ jobs }: Plan) => jobs.flatMap((job) => (job.kind === "grow-trees" ? [job] : []));

  it("grows once for each seed's teacher and temperature, and cuts all cells out of it", () => {
    const growths = growthsOf(plan());
    // two seeds: the hard tree, and the soft one at two temperatures
    expect(growths.map(({ cells }) => cells.length).sort()).toEqual([3, 3, 4, 4, 4, 4]);
    for (const { cells } of growths) {
      const grown = new Set(cells.map(({ spec }) => `${spec.labels} ${spec.temperature}`));
      expect(grown.size).toBe(1);
    }
    expect(new Set(growths.flatMap(({ makes }) => makes)).size).toBe(22);
  });

  it("leaves out the cells that are done, and growths without a cell that is missing", () => {
    const growths = growthsOf(plan());
    const [first, second, ...others] = growths;
    const missing = new Set([first!.makes[1]!, ...second!.makes]);
    const rest = growthsOf(plan((key) => !missing.has(key)));
    expect(rest).toHaveLength(2);
    expect(rest.find(({ makes }) => makes.length === 1)!.cells).toEqual([first!.cells[1]]);
    expect(rest.find(({ makes }) => makes.length > 1)!.cells).toEqual(second!.cells);
    expect(others.length).toBeGreaterThan(0);
    expect(growthsOf(plan(() => true))).toEqual([]);
  });
});
