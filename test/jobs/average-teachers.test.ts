import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readNpy } from "../../src/formats/npy.ts";
import { logMeanProbs } from "../../src/jobs/average-teachers.ts";
import { softmax } from "../../src/numeric/softmax.ts";
import type { SoftLabelsSummary, TeacherSummary } from "../../src/results/summary.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { average, dataset, label, teacherSpec, train } from "./teachers.ts";

function expectClose(values: Float32Array, expected: readonly number[]) {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => void expect(values[i]).toBeCloseTo(value, 5));
}

describe("logMeanProbs(members, numClasses)", () => {
  it("is the logarithm of the mean of the members' probabilities, row by row", () => {
    // Row 1: 3/4, 1/4 and 1/2, 1/2 -> 5/8, 3/8. Row 2: 1/5, 4/5 and 4/5, 1/5 -> 1/2, 1/2.
    const first = Float32Array.of(Math.log(3), 0, 0, Math.log(4));
    const second = Float32Array.of(7, 7, Math.log(4) - 2, -2);
    expectClose(logMeanProbs([first, second], 2), [5 / 8, 3 / 8, 1 / 2, 1 / 2].map(Math.log));
  });

  it("counts a member twice that is there twice", () => {
    // (2 * 3/4 + 1/2) / 3 = 2/3
    const [sure, unsure] = [Float32Array.of(Math.log(3), 0), Float32Array.of(0, 0)];
    expectClose(logMeanProbs([sure, unsure, sure], 2), [Math.log(2 / 3), Math.log(1 / 3)]);
  });

  it("stays finite, and in proportion, where probabilities are too small for a number", () => {
    // Alone: ln 1 and -10,000. Against an opposite member: both 1/2. Beside -20,000: half of e^-10,000.
    const sure = Float32Array.of(0, -1e4);
    expectClose(logMeanProbs([sure], 2), [0, -1e4]);
    expectClose(logMeanProbs([sure, Float32Array.of(-1e4, 0)], 2), [-Math.LN2, -Math.LN2]);
    const surer = logMeanProbs([sure, Float32Array.of(0, -2e4)], 2);
    expect(surer[0]).toBe(0);
    expect(surer[1]).toBeCloseTo(-1e4 - Math.LN2, 2); // a float32 near 10,000 is exact to 0.0005
  });
});

describe("averageTeachers(job, context)", () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-job-"));
    store = openStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("makes a teacher of two, and its soft labels: row by row the mean of their probabilities", async () => {
    const specs = [
      teacherSpec({ name: "small", hidden: [3], epochs: 2 }),
      teacherSpec({ name: "large", hidden: [8], epochs: 8 }),
    ];
    const members = [];
    for (const spec of specs) {
      members.push(await train(store, spec));
      await label(store, spec);
    }
    const { key, teacherKey } = await average(store, "both", members);

    const matrix = async (ofKey: string, name: string) => readNpy(await store.read(ofKey, name)).values;
    const expectMean = async (name: string, own: string, keys: readonly string[]) => {
      const [made, a, b] = await Promise.all([own, ...keys].map((each) => matrix(each, name)));
      const rowOf = (values: Float32Array, row: number) => softmax(values.subarray(2 * row, 2 * row + 2));
      for (let row = 0; row < 150; row++) {
        const [p, q] = [rowOf(a!, row), rowOf(b!, row)];
        const mean = [(p[0]! + q[0]!) / 2, (p[1]! + q[1]!) / 2];
        expectClose(made!.subarray(2 * row, 2 * row + 2), mean.map(Math.log));
      }
    };
    await expectMean(
      "logits.npy",
      key,
      members.map((member) => member.key),
    );
    await expectMean(
      "test-logits.npy",
      teacherKey,
      members.map((member) => member.teacherKey),
    );

    const logits = await matrix(key, "logits.npy");
    const shareRight = (ids: Uint32Array) =>
      ids.filter((id) => (logits[2 * id]! >= logits[2 * id + 1]! ? 0 : 1) === dataset.labels[id]).length /
      ids.length;
    const { train: trainIds, validation } = dataset.splits;
    const summary = (await store.verified<TeacherSummary>(teacherKey))!.summary;
    expect(summary.metrics.validation.accuracy).toBe(shareRight(validation));
    expect(summary.metrics.test.samples).toBe(150);
    // 2 x 3 + 3 + 3 x 2 + 2 and 2 x 8 + 8 + 8 x 2 + 2 parameters; 12 and 32 products
    expect(summary.cost).toEqual({ parameters: 17 + 42, bytes: 4 * 59, multiplyAdds: 44 });
    expect(summary).toMatchObject({ curve: [], keptEpoch: 0, decisionGrid: null });
    const { summary: labels, files } = (await store.verified<SoftLabelsSummary>(key))!;
    expect(labels).toEqual({
      teacherKey,
      dataHash: dataset.hash,
      rows: 150,
      shards: 0,
      accuracy: { train: shareRight(trainIds), validation: shareRight(validation) },
      example: null,
    });
    expect(files.map(({ name }) => name)).toEqual(["logits.npy", "manifest.json"]);
  });
});
