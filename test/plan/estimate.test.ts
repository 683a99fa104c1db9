import { describe, expect, it } from "vitest";
import { type EstimatedKind, type EstimateInput, estimateOf } from "../../src/plan/estimate.ts";
import { avx2Slowdown } from "../../src/plan/job-estimate.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { StudyInput } from "../../src/study/schema.ts";
import { planOf } from "./plan-of.ts";

type Experiment = StudyInput["experiments"][number];
type Sizes = ReturnType<EstimateInput["sizesOf"]>;

const mnist: Sizes = {
  transferSize: 60_000,
  trainRows: 54_000,
  evaluatedRows: 16_000,
  inputShape: [28, 28, 1],
  numClasses: 10,
};
const moons: Sizes = {
  transferSize: 2000,
  trainRows: 1000,
  evaluatedRows: 11_000,
  inputShape: [2],
  numClasses: 2,
};
const native = { name: "native", hasLaneKernel: true, slowdown: 1 } as const;
const portable = { name: "portable", hasLaneKernel: false, slowdown: 1 } as const;

/** On 2 workers; all data are one, so that a teacher with a seed serves all. */
function inputOf(
  { teachers = [], students }: Pick<Experiment, "teachers" | "students">,
  { seeds = [1], sizes = mnist, isDone = false } = {},
): EstimateInput {
  const dataset = { name: "mnist" } as const;
  const study = parseStudyObject({
    name: "estimate",
    seeds,
    experiments: [{ name: "images", dataset, teachers, students }],
  });
  const spec = study.experiments[0]!.dataset;
  const { jobs } = planOf({
    study,
    datasetOf: () => ({ ...sizes, source: { spec, seed: 1, hash: "data", baseFolder: "." } }),
    filesOf: () => ({ hash: "files", bytes: 1000 }),
    engineId: "engine",
    cores: 2,
    workers: 2,
    hasLaneKernel: true,
    workerBytes: 4e9,
    isDone: () => isDone,
  });
  return { jobs, sizesOf: () => sizes, engine: native, workers: 2 };
}

function secondsOf(input: EstimateInput, wanted: EstimatedKind): number {
  return estimateOf(input).kinds.find(({ kind }) => kind === wanted)!.workerMs / 1000;
}

const conv = { name: "conv", kind: "conv", epochs: 2, seed: 1 } as const;
const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 3 } as const;

/** Whether an estimate may be called one. */
function expectWithinTwo(seconds: number, measured: number): void {
  expect(seconds / measured).toBeGreaterThan(0.5);
  expect(seconds / measured).toBeLessThan(2);
}

// The measured times stand in results/*/timings.jsonl of commit 1ecf551, of runs on 2 cores of an AMD EPYC.
describe("estimateOf(input) lies within a factor of 2 of what was measured", () => {
  it("of the seed study's convolutional teacher, two epochs of MNIST: 139.6 s", () => {
    expectWithinTwo(secondsOf(inputOf({ teachers: [conv], students: [hard] }), "teachers"), 139.6);
  });

  it("of a fully connected teacher with dropout, 30 epochs, without AVX-512: 483 s (results/hinton/timings.jsonl)", () => {
    const large = {
      name: "large",
      kind: "mlp" as const,
      hidden: [1200, 1200],
      jitter: 2,
      epochs: 30,
      seed: 1,
    };
    const input = inputOf({ teachers: [large], students: [hard] });
    const slow = { ...input, engine: { ...native, slowdown: avx2Slowdown } };
    expectWithinTwo(secondsOf(slow, "teachers"), 483);
  });

  it("of its labels for 60,000 images: 35.4 s in eight shards and their joining", () => {
    const soft = { ...hard, name: "soft", labels: "soft" } as const;
    expectWithinTwo(secondsOf(inputOf({ teachers: [conv], students: [soft] }), "labels"), 35.4);
  });

  it("of 19 students 784-10-10-10 in a stack, three epochs of plain SGD: 1.89 s, the mean of five seeds", () => {
    const sgd = { ...hard, optimizer: "sgd", labels: "soft" } as const;
    const grid = { temperature: [1, 2, 3, 4, 8, 20], alpha: [0.5, 0.9, 1] };
    const students = [{ ...hard, optimizer: "sgd" } as const, { ...sgd, name: "soft", grid }];
    const input = inputOf({ teachers: [conv], students }, { seeds: [1, 2, 3, 4, 5] });
    expectWithinTwo(secondsOf(input, "students") / 5, 1.89);
  });

  it("of a network 2-128-128-2 on 1,000 moons, 60 epochs of batch 32: 2.06 s, the longest of five that patience may have stopped", () => {
    const network = {
      name: "network",
      kind: "mlp" as const,
      hidden: [128, 128],
      epochs: 60,
      batchSize: 32,
    };
    expectWithinTwo(
      secondsOf(inputOf({ teachers: [network], students: [hard] }, { sizes: moons }), "teachers"),
      2.06,
    );
  });

  it("of an unpruned tree on hard labels 1.86 s, on soft ones 4.20 s; the means of five seeds", () => {
    const tree = (labels: "hard" | "soft") => ({ name: labels, kind: "tree", labels }) as const;
    expectWithinTwo(secondsOf(inputOf({ teachers: [conv], students: [tree("hard")] }), "trees"), 1.86);
    expectWithinTwo(secondsOf(inputOf({ teachers: [conv], students: [tree("soft")] }), "trees"), 4.2);
  });

  it("of a tree on 1,000 moons: 58 ms, the mean of ten", () => {
    const tree = { name: "tree", kind: "tree", labels: "hard" } as const;
    expectWithinTwo(secondsOf(inputOf({ students: [tree] }, { sizes: moons }), "trees"), 0.058);
  });

  it("of a portable teacher of 8 filters, then 128: 88 ms a step, 37.2 s an epoch (results/bench/report.md)", () => {
    const small = { ...conv, filters: 8, hidden: [128], epochs: 1 };
    const input = { ...inputOf({ teachers: [small], students: [hard] }), engine: portable };
    expectWithinTwo(secondsOf(input, "teachers"), 37.2);
  });

  it("of the memory of that teacher: more than the 0.70 GB of its steps, less than what a run has at its peak", () => {
    // Steps alone: resident memory rises from 0.36 GB with the engine to 1.07. Peak of a run, with the engine: 1.63 GB
    // (results/seed/environment.json).
    const { workerBytes } = estimateOf(inputOf({ teachers: [conv], students: [hard] }));
    expect(workerBytes).toBeGreaterThan(0.7e9);
    expect(workerBytes).toBeLessThan(1.63e9 - 0.36e9);
  });
});

// Peaks of single jobs on 54,000 rows of MNIST, n = 1: node --expose-gc dist/bench/programs/job-memory.js NAME
describe("estimateOf(input) lies within 30 % of the memory that was measured", () => {
  const temperatures = (n: number) => ({ temperature: Array.from({ length: n }, (_, i) => 1 + i) });
  const ofStack = (lanes: number, fields: object) => {
    const student = { name: "s", labels: "soft", epochs: 1, grid: temperatures(lanes), ...fields };
    const input = inputOf({ teachers: [conv], students: [student as Experiment["students"][number]] });
    const jobs = input.jobs.filter((job) => job.kind === "train-stack");
    const whole = jobs.slice(0, 1).map((job) => ({ ...job, cells: jobs.flatMap(({ cells }) => cells) }));
    return estimateOf({ ...input, jobs: whole }).workerBytes / 1e6;
  };
  const ofKind = (wanted: EstimatedKind, student: object) => {
    const input = inputOf({ teachers: [conv], students: [student as Experiment["students"][number]] });
    return estimateOf(input).kinds.find(({ kind }) => kind === wanted)!.bytes / 1e6;
  };
  const tree = (labels: "hard" | "soft") => ({ name: "tree", kind: "tree", labels });
  it.each([
    ["54 networks 784-10-10-10 in the lane kernel", ofStack(54, { kind: "mlp", hidden: [10, 10] }), 36],
    ["1 network 784-300-300-10 as tensors", ofStack(1, { kind: "mlp", hidden: [300, 300] }), 93],
    ["2 of them", ofStack(2, { kind: "mlp", hidden: [300, 300] }), 111],
    ["4 of them", ofStack(4, { kind: "mlp", hidden: [300, 300] }), 175],
    ["8 of them", ofStack(8, { kind: "mlp", hidden: [300, 300] }), 275],
    ["1 network 784-800-800-10", ofStack(1, { kind: "mlp", hidden: [800, 800] }), 114],
    ["1 soft tree of depth 8", ofStack(1, { kind: "soft-tree", depth: 8 }), 53],
    ["4 of them", ofStack(4, { kind: "soft-tree", depth: 8 }), 93],
    ["8 of them", ofStack(8, { kind: "soft-tree", depth: 8 }), 115],
    ["a tree on hard labels", ofKind("trees", tree("hard")), 94],
    ["a tree on soft labels", ofKind("trees", tree("soft")), 186],
    ["a shard of labels of 32 filters, then 1200-1200", ofKind("labels", tree("soft")), 306],
    ["the training of that teacher", ofKind("teachers", tree("soft")), 932],
  ])("of %s: %d MB against %d", (_, estimated, measured) => {
    expect(estimated / measured).toBeGreaterThan(0.7);
    expect(estimated / measured).toBeLessThan(1.3);
  });
});

describe("estimateOf(input)", () => {
  it("counts jobs and results by kind, and only kinds that have any", () => {
    const { kinds } = estimateOf(inputOf({ students: [{ ...hard, grid: { learningRate: [0.1, 0.01] } }] }));
    expect(kinds.map(({ kind, jobs, results }) => [kind, jobs, results])).toEqual([
      ["data", 1, 1],
      ["students", 2, 2], // a stack that is cut for two workers
    ]);
  });

  it("has nothing to tell where all is done", () => {
    const input = inputOf({ teachers: [conv], students: [hard] }, { isDone: true });
    expect(estimateOf(input)).toEqual({ workers: 2, kinds: [], wallMs: 0, workerBytes: 0 });
  });

  it("two equal stacks take half their time on two workers, all of it on one, and no less on a hundred", () => {
    const input = inputOf({ students: [hard] }, { seeds: [1, 2] });
    const workMs = 1000 * secondsOf(input, "students");
    const wallMs = (workers: number) => estimateOf({ ...input, workers }).wallMs;
    expect(wallMs(1)).toBeCloseTo(500 + workMs, 6); // 500: loading the engine
    expect(wallMs(2)).toBeCloseTo(500 + workMs / 2, 6);
    expect(wallMs(100)).toBeCloseTo(500 + workMs / 2, 6);
  });

  it("students that wait for a teacher's labels come after both, however many the workers", () => {
    const student = { ...hard, name: "soft", labels: "soft" } as const;
    const input = inputOf({ teachers: [conv], students: [student] });
    const { wallMs } = estimateOf({ ...input, workers: 100 });
    // A shard of eight, and joining them: at least an eighth of what labels take.
    const chain =
      secondsOf(input, "teachers") + secondsOf(input, "labels") / 8 + secondsOf(input, "students");
    expect(wallMs / 1000).toBeGreaterThan(chain);
  });

  it("teachers with two threads take both workers one after the other, with one thread they train side by side", () => {
    const wallMs = (threads: number) => {
      const { seed: _, ...teacher } = conv;
      const input = inputOf({ teachers: [{ ...teacher, threads }], students: [hard] }, { seeds: [1, 2] });
      const jobs = input.jobs.filter(({ kind }) => kind === "train-teacher");
      return estimateOf({ ...input, jobs }).wallMs / secondsOf(input, "teachers");
    };
    expect(wallMs(2)).toBeCloseTo(1000, -1); // but for the 500 ms of the start
    expect(wallMs(1)).toBeCloseTo(500, -1);
  });

  it("networks take as much longer as the processor is slower, trees do not", () => {
    const tree = { name: "tree", kind: "tree", labels: "hard" } as const;
    const input = inputOf({ teachers: [conv], students: [{ ...hard, epochs: 200 }, tree] });
    const slow = { ...input, engine: { ...native, slowdown: 3 } };
    const ratio = (kind: EstimatedKind) => secondsOf(slow, kind) / secondsOf(input, kind);
    expect([ratio("teachers"), ratio("students")].map((times) => times.toFixed(1))).toEqual(["3.0", "3.0"]);
    expect(ratio("trees")).toBe(1);
  });

  it("one training that two cells come out of counts once, but for their judging", () => {
    const base = { ...hard, leftOutClasses: [3], epochs: 200 };
    const single = secondsOf(inputOf({ students: [base] }), "students");
    const corrected = { ...base, name: "corrected", leftOutBias: "validation" } as const;
    expect(secondsOf(inputOf({ students: [base, corrected] }), "students")).toBeLessThan(1.1 * single);
  });
});
