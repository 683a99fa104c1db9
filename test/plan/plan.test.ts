import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { shardRanges } from "../../src/plan/shards.ts";
import { keyOf } from "../../src/study/key.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { StudyInput } from "../../src/study/schema.ts";
import { anyMachine } from "./any-machine.ts";
import { planOf } from "./plan-of.ts";

const written: StudyInput = {
  name: "demo",
  seeds: [1, 2],
  experiments: [
    {
      name: "images",
      dataset: { name: "mnist" },
      teachers: [{ name: "conv", kind: "conv", epochs: 1, seed: 7 }],
      students: [
        { name: "hard", kind: "mlp", labels: "hard", epochs: 2, optimizer: "sgd", learningRate: 0.1 },
        {
          name: "soft",
          kind: "mlp",
          labels: "soft",
          baseline: "hard",
          epochs: 2,
          optimizer: "sgd",
          learningRate: 0.1,
          grid: { temperature: [1, 2, 4], alpha: [0.5, 1] },
        },
      ],
    },
  ],
};

function plan(
  change: (study: StudyInput) => void = () => undefined,
  overrides: Partial<Parameters<typeof planOf>[0]> = {},
): Plan {
  const input = structuredClone(written);
  change(input);
  const study = parseStudyObject(input);
  const source = { spec: study.experiments[0]!.dataset, seed: 1, hash: "data", baseFolder: "." };
  return planOf({
    study,
    datasetOf: () => ({
      source,
      transferSize: 12_000,
      trainRows: 11_000,
      evaluatedRows: 2000,
      inputShape: [28, 28, 1],
      numClasses: 10,
    }),
    ...anyMachine,
    ...overrides,
  });
}

const kinds = ({ jobs }: Plan) => jobs.map(({ kind }) => kind);
const keysOf = ({ rows }: Plan, role: string) =>
  rows.filter((row) => row.role === role).map(({ key }) => key);

describe("planner(input)(isDone)", () => {
  it("asks for one teacher and one set of labels where they serve all seeds, and a cell for each variant and seed", () => {
    const { rows } = plan();
    expect(rows.map(({ role }) => role)).toEqual([
      "dataset",
      "teacher",
      "soft-labels",
      ...new Array(14).fill("student"),
    ]);
    expect(rows.slice(0, 3).map(({ seed }) => seed)).toEqual([null, null, null]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(17);
  });

  it("starts with the teacher, then its shards, their joining, and one stack a seed", () => {
    expect(kinds(plan())).toEqual([
      "train-teacher",
      ...new Array(2).fill("label-shard"),
      "join-labels",
      "train-stack",
      "train-stack",
      "describe-dataset",
    ]);
  });

  it("a stack holds hard and soft lanes of one budget; more workers than stacks split them", () => {
    const cells = (workers: number) =>
      plan(undefined, { workers }).jobs.flatMap((job) =>
        job.kind === "train-stack" ? [job.cells.length] : [],
      );
    expect(cells(2)).toEqual([7, 7]);
    expect(cells(4)).toEqual([4, 4, 3, 3]);
    expect(cells(100)).toEqual(new Array(14).fill(1));
  });

  it("puts cells of one training into one job, as many workers as there may be", () => {
    const { jobs } = plan(
      ({ experiments }) => {
        const student = { ...experiments[0]!.students[0]!, leftOutClasses: [3] } as const;
        experiments[0]!.students = [
          student,
          { ...student, name: "corrected", leftOutBias: "validation" },
        ] as never;
      },
      { workers: 100 },
    );
    expect(jobs.flatMap((job) => (job.kind === "train-stack" ? [job.cells.length] : []))).toEqual([2, 2]);
  });

  it("plans the corrected cells alone where a store has the uncorrected ones, and those that an older rule corrected", () => {
    const withBoth = (study: StudyInput) => {
      const student = { ...study.experiments[0]!.students[0]!, leftOutClasses: [3] } as const;
      const corrected = { ...student, name: "corrected", leftOutBias: "validation" };
      study.experiments[0]!.students = [student, corrected] as never;
    };
    const { rows } = plan(withBoth);
    const corrected = rows.filter((row) => row.role === "student" && row.cell.arm === "corrected");
    const older = corrected.map(({ identity: { leftOutBiasVersion: _, ...before } }) => keyOf(before));
    const uncorrected = rows.filter((row) => !corrected.includes(row)).map(({ key }) => key);
    const store = new Set([...uncorrected, ...older]);
    const { jobs } = plan(withBoth, { isDone: (key) => store.has(key) });
    const stacks = jobs.flatMap((job) => (job.kind === "train-stack" ? job.cells : []));
    expect(stacks.map(({ key }) => key).sort()).toEqual(corrected.map(({ key }) => key).sort());
    expect(stacks).toHaveLength(2);
  });

  it("softmax regression, a network without a hidden layer, is planned as any other, in stacks of its own", () => {
    const { jobs, rows } = plan(({ experiments }) => {
      Object.assign(experiments[0]!.students[1]!, { hidden: [] });
    });
    const layers = jobs.flatMap((job) =>
      job.kind === "train-stack"
        ? [job.cells.map(({ spec }) => spec.kind === "mlp" && spec.hidden.length)]
        : [],
    );
    // Of each of the two seeds: the hard student with its two hidden layers, and 6 lanes of softmax regression.
    expect(layers.sort((a, b) => a.length - b.length)).toEqual([
      [2],
      [2],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
    expect(rows.filter(({ role }) => role === "student")).toHaveLength(14);
  });

  it("a stack of large students is cut by its memory", () => {
    const wide = plan(({ experiments }) => {
      for (const student of experiments[0]!.students) Object.assign(student, { hidden: [800, 800] });
    });
    const widths = wide.jobs.flatMap((job) => (job.kind === "train-stack" ? [job.cells.length] : []));
    // Plain SGD: 1,276,810 weights four times over, 1,610 units of 1,536 rows, 2,000 logits of 10 classes, as floats:
    // 30.4 MB a lane, and 150 MB a stack.
    expect(Math.max(...widths)).toBe(4);
  });

  it("a student that is larger than a worker's share is a stack of its own", () => {
    const { jobs } = plan(
      ({ experiments }) => {
        Object.assign(experiments[0]!.students[1]!, { hidden: [800, 800] });
      },
      { workerBytes: 20e6 },
    );
    const widths = jobs.flatMap((job) => (job.kind === "train-stack" ? [job.cells.length] : []));
    // Of each of the two seeds: the hard student 10-10, and 6 lanes of 30.4 MB
    expect(widths).toEqual(new Array(14).fill(1));
  });

  it("three equal stacks on two workers are cut so that both end together", () => {
    const { jobs } = plan((study) => {
      study.seeds = [1, 2, 3];
      const grid = { temperature: Array.from({ length: 59 }, (_, i) => 1 + i) };
      Object.assign(study.experiments[0]!.students[1]!, { grid });
    });
    const widths = jobs.flatMap((job) => (job.kind === "train-stack" ? [job.cells.length] : []));
    // 60 lanes take 175 + 60 * 28.5 = 1,887 us a step and 30 take 1,031: 1,887 + 1,031 on each, against 3,774 on one
    expect(widths).toEqual([60, 60, 30, 30]);
  });

  it("Adam's rates share a stack where the lane kernel trains it, and are stacks of their own as tensors", () => {
    const stacks = (hidden: number[], hasLaneKernel: boolean) =>
      plan(
        ({ experiments }) => {
          const grid = { learningRate: [0.001, 0.002, 0.004] };
          Object.assign(experiments[0]!.students[1]!, {
            optimizer: "adam",
            learningRate: 0.001,
            hidden,
            grid,
          });
        },
        { hasLaneKernel, workers: 1 },
      ).jobs.filter((job) => job.kind === "train-stack" && job.cells[0]!.spec.optimizer === "adam").length;
    expect(stacks([10, 10], true)).toBe(2); // one a seed
    expect(stacks([10, 10], false)).toBe(6);
    expect(stacks([65], true)).toBe(6); // wider than the kernel takes
  });

  it("another budget is another stack", () => {
    const two = plan(({ experiments }) => {
      experiments[0]!.students[0]!.name = "hard";
      Object.assign(experiments[0]!.students[0]!, { epochs: 3 });
    });
    expect(two.jobs.filter(({ kind }) => kind === "train-stack")).toHaveLength(4);
  });

  it("plans only what is not done: a missing cell alone, or everything below a missing teacher", () => {
    const all = plan();
    const missing = keysOf(all, "student")[3]!;
    const one = plan(undefined, { isDone: (key) => key !== missing });
    expect(one.jobs).toMatchObject([{ kind: "train-stack", makes: [missing] }]);
    const teacher = keysOf(all, "teacher")[0]!;
    expect(kinds(plan(undefined, { isDone: (key) => key !== teacher }))).toEqual(["train-teacher"]);
    expect(plan(undefined, { isDone: () => true }).jobs).toEqual([]);
  });

  it("keys do not change with names, references, workers or the order of arms", () => {
    const before = keysOf(plan(), "student");
    const renamed = plan(({ experiments }) => {
      const [hard, soft] = experiments[0]!.students;
      Object.assign(hard!, { name: "h", reference: 0.5 });
      Object.assign(soft!, { name: "s", baseline: "h" });
      experiments[0]!.students.reverse();
    });
    expect([...keysOf(renamed, "student")].sort()).toEqual([...before].sort());
    expect(keysOf(plan(undefined, { workers: 9 }), "student")).toEqual(before);
  });

  it("keys change with the engine, the data, the teacher's seed and its threads", () => {
    const before = keysOf(plan(), "student");
    const others = [
      plan(undefined, { engineId: "engine 2" }),
      plan(undefined, { cores: 3 }),
      plan(({ experiments }) => Object.assign(experiments[0]!.teachers![0]!, { seed: 8 })),
      plan(undefined, {
        datasetOf: ({ dataset }) => ({
          source: { spec: dataset, seed: 1, hash: "other", baseFolder: "." },
          transferSize: 12_000,
          trainRows: 11_000,
          evaluatedRows: 2000,
          inputShape: [28, 28, 1],
          numClasses: 10,
        }),
      }),
    ];
    for (const other of others) {
      expect(keysOf(other, "student").some((key) => before.includes(key))).toBe(false);
    }
  });
});

describe("shardRanges(rows)", () => {
  it("covers 0 .. rows - 1 without a gap or an overlap", () => {
    for (const rows of [1, 7499, 7500, 7501, 60_000]) {
      const ranges = shardRanges(rows);
      let next = 0;
      for (const { first, count } of ranges) {
        expect(first).toBe(next);
        next += count;
      }
      expect(next).toBe(rows);
    }
  });
});
