import { describe, expect, it } from "vitest";
import { laneBytes, parametersOf, stepMicroseconds } from "../../src/plan/stack-cost.ts";
import { cutStacks, type StackCell } from "../../src/plan/stacks.ts";
import { type NetworkStudentSpec, studentSchema } from "../../src/study/schema.ts";

const source = {
  spec: { name: "mnist", validation: 6000, splitSeed: 0 },
  seed: 1,
  hash: "data",
  baseFolder: ".",
} as const;

function cell(fields: object): StackCell {
  const spec = studentSchema.parse({
    name: "soft tree",
    kind: "soft-tree",
    labels: "hard",
    epochs: 2,
    ...fields,
  }) as NetworkStudentSpec;
  return {
    key: JSON.stringify(fields),
    experiment: "images",
    seed: 1,
    source,
    labels: null,
    spec,
    inputs: 784,
    numClasses: 10,
    trainRows: 54_000,
    evaluatedRows: 16_000,
  };
}

const stacksOf = (cells: readonly StackCell[], { workerBytes = 4e9, hasLaneKernel = false } = {}) =>
  cutStacks(cells, { workers: 1, workerBytes, hasLaneKernel });
const widths = (cells: readonly StackCell[], options = {}) =>
  stacksOf(cells, options).map(({ cells: lanes }) => lanes.length);

describe("cutStacks(cells, input) of soft trees", () => {
  it("puts together what may differ by lane: loss, steepness, penalty, prediction, weight decay", () => {
    const shared = { depth: 4 };
    const lanes = [
      {},
      { alpha: 0.5, temperature: 4, labels: "soft" },
      { inverseTemperature: 2 },
      { balancePenalty: 0 },
      { prediction: "all-leaves" },
      { weightDecay: 0.1, labelSmoothing: 0.1 },
    ];
    expect(widths(lanes.map((lane) => cell({ ...shared, ...lane })))).toEqual([6]);
  });

  it("keeps depths, networks of another kind and the rates of Adam's tensors apart; other rules and the kernel have rates by lane", () => {
    const optimizer = "momentum";
    expect(widths([cell({ depth: 3 }), cell({ depth: 4 })])).toEqual([1, 1]);
    expect(widths([cell({ depth: 3 }), cell({ kind: "mlp" })])).toEqual([1, 1]);
    const twoRates = [cell({ depth: 3 }), cell({ depth: 3, learningRate: 0.01 })];
    expect(widths(twoRates)).toEqual([1, 1]);
    expect(widths(twoRates, { hasLaneKernel: true })).toEqual([2]);
    expect(
      widths([cell({ depth: 3, optimizer }), cell({ depth: 3, optimizer, learningRate: 0.01 })]),
    ).toEqual([2]);
  });

  it("cuts deep trees by their memory", () => {
    const deep = Array.from({ length: 40 }, (_, k) => cell({ depth: 8, balancePenalty: k }));
    // 202,735 weights eight times over, 192 rows of 10 * 255 + 8 * 256 + 10 floats, 160,000 logits: 10.7 MB a lane
    expect(laneBytes(deep[0]!)).toBe(4 * (8 * 202_735 + 192 * 4608 + 160_000));
    expect(Math.max(...widths(deep))).toBe(14);
  });
});

describe("stepMicroseconds(shape, lanes)", () => {
  it("takes a step of a soft tree for longer than that of a network of as many weights", () => {
    const tree = cell({ depth: 4, batchSize: 256 }); // 15 * 785 + 160 = 11,935 weights
    const network = cell({ kind: "mlp", hidden: [15], batchSize: 256 }); // 11,935 weights
    expect(parametersOf(network)).toBe(parametersOf(tree));
    expect(stepMicroseconds(tree, 10)).toBeCloseTo(300 + 10 * 190.96, 8);
    expect(stepMicroseconds(network, 10)).toBeCloseTo(175 + 10 * (4 + 71.61), 8);
  });
});

describe("parametersOf(shape)", () => {
  it("counts filters, biases and leaves: 255 * 785 + 256 * 10", () => {
    expect(parametersOf(cell({ depth: 8 }))).toBe(202_735);
  });
});
