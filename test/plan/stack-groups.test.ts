import { describe, expect, it } from "vitest";
import { cutStacks, type StackCell } from "../../src/plan/stacks.ts";
import { type DatasetSpec, type NetworkStudentSpec, studentSchema } from "../../src/study/schema.ts";

const dataset: DatasetSpec = { name: "moons", n: 100, validation: 10, test: 10, noise: 0.3 };

function cell(key: string, fields: object): StackCell {
  const spec = studentSchema.parse({ name: key, kind: "mlp", labels: "soft", epochs: 1, hidden: [4] });
  return {
    key,
    experiment: "moons",
    seed: 1,
    spec: { ...spec, ...fields } as NetworkStudentSpec,
    source: { spec: dataset, seed: 1, hash: "data", baseFolder: "." },
    labels: { key: "labels", teacherKey: "teacher" },
    inputs: 2,
    numClasses: 2,
    trainRows: 100,
    evaluatedRows: 20,
  };
}

const stacks = (...fields: readonly object[]) =>
  cutStacks(
    fields.map((own, i) => cell(`cell ${i}`, own)),
    { workers: 1, workerBytes: 1e9, hasLaneKernel: true },
  ).map(({ makes }) => makes.length);

describe("cutStacks(cells, ...)", () => {
  it("puts together what differs in the loss or in names alone", () => {
    const own = [
      { temperature: 1 },
      { temperature: 4, alpha: 0.5 },
      { weightDecay: 0.1 },
      { baseline: "other", reference: 0.9 },
    ];
    expect(stacks(...own)).toEqual([4]);
  });

  it("trains apart what differs in another field, whether it knows it or not", () => {
    for (const field of [
      "batchSize",
      "epochs",
      "hidden",
      "activation",
      "schedule",
      "trainFraction",
      "somethingNew",
    ]) {
      expect(stacks({ [field]: [1] }, { [field]: [2] }), field).toEqual([1, 1]);
    }
  });
});
