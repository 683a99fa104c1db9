import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { moonsDataset } from "../../src/data/moons.ts";
import { chooseEngine } from "../../src/engine/available.ts";
import { readNpy } from "../../src/formats/npy.ts";
import type { TrainStackJob } from "../../src/jobs/job.ts";
import { trainStackJob } from "../../src/jobs/train-stack.ts";
import type { StudentSummary } from "../../src/results/summary.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { type NetworkStudentSpec, studentSchema } from "../../src/study/schema.ts";

const spec = { name: "moons", n: 60, validation: 32, test: 32, noise: 0.1, seed: 1 } as const;
const dataset = moonsDataset(spec);

function stackJob(specs: readonly object[]): TrainStackJob {
  const cells = specs.map((fields, k) => ({
    key: `${k}`.repeat(64),
    spec: studentSchema.parse({
      name: "student",
      labels: "hard",
      alpha: 0,
      epochs: 2,
      ...fields,
    }) as NetworkStudentSpec,
  }));
  return {
    kind: "train-stack",
    id: "moons/train-stack/1",
    needs: [],
    makes: cells.map(({ key }) => key),
    dataset: { spec, seed: 1, hash: dataset.hash, baseFolder: "." },
    labels: null,
    seed: 1,
    cells,
  };
}

describe("trainStackJob(job, context)", () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-job-"));
    store = openStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (job: TrainStackJob) =>
    trainStackJob(job, {
      dataset,
      teacherWeights: null,
      teacherLogits: null,
      store,
      engine: chooseEngine("portable"),
      report: () => undefined,
    });

  it("commits soft trees: description, arrays, and a summary with their cost and their picture", async () => {
    const shared = { kind: "soft-tree", depth: 2 };
    const job = stackJob([shared, { ...shared, prediction: "all-leaves", inverseTemperature: 4 }]);
    expect(await run(job)).toEqual([]);
    const [first, second] = job.makes as [string, string];
    const description = JSON.parse((await store.read(second, "soft-tree.json")).toString());
    expect(description).toMatchObject({ depth: 2, inverseTemperature: 4, prediction: "all-leaves" });
    for (const [name, shape] of Object.entries(description.shapes)) {
      const { rows, columns } = readNpy(await store.read(second, `${name}.npy`));
      expect([rows, columns]).toEqual(shape);
    }
    const summaries = [first, second].map(
      async (key) => (await store.verified(key))!.summary as StudentSummary,
    );
    const [likeliest, all] = await Promise.all(summaries);
    // 3 filters of 2 weights and a bias, 4 leaves of 2 logits; 6 multiply-adds for filters, 6 for paths, 8 for the mean
    expect(likeliest!.cost).toEqual({ parameters: 17, bytes: 68, multiplyAdds: 12 });
    expect(all!.cost.multiplyAdds).toBe(20);
    expect(likeliest!.softTree).toMatchObject({ depth: 2, shape: [2] });
    expect(likeliest).toMatchObject({ tree: null, keptEpoch: 2, metrics: { test: { samples: 32 } } });
    expect(likeliest!.decisionGrid).not.toBeNull();
  });

  it("trains cells once that differ only in a corrected bias, and adds it to logits and weights", async () => {
    const epochs: number[] = [];
    const student = { kind: "mlp", hidden: [4], batchSize: 10, leftOutClasses: [1] };
    const job = stackJob([student, { ...student, name: "corrected", leftOutBias: "validation" }]);
    await trainStackJob(job, {
      dataset,
      teacherWeights: null,
      teacherLogits: null,
      store,
      engine: chooseEngine("portable"),
      report: ({ epoch }) => void epochs.push(epoch),
    });
    expect(epochs).toEqual([1, 2]);
    const [plain, corrected] = await Promise.all(job.makes.map((key) => store.summary<StudentSummary>(key)));
    expect(plain!.leftOutBias).toBeNull();
    expect(corrected!.leftOutBias).toBeGreaterThan(0);
    expect(corrected!.metrics.validation.accuracy).toBeGreaterThan(plain!.metrics.validation.accuracy);
    const weights = await Promise.all(job.makes.map((key) => store.read(key, "weights.bin")));
    const biases = weights.map((bytes) => [
      bytes.readFloatLE(bytes.length - 8),
      bytes.readFloatLE(bytes.length - 4),
    ]);
    expect(biases[1]![0]).toBe(biases[0]![0]);
    expect(biases[1]![1]).toBeCloseTo(biases[0]![1]! + corrected!.leftOutBias!, 5);
  });

  it("commits a network as a LayersModel, and fails a lane that diverged alone, by name", async () => {
    const mlp = { kind: "mlp", hidden: [3], optimizer: "sgd", batchSize: 10 };
    const job = stackJob([mlp, { ...mlp, name: "absurd", learningRate: 1e6, weightDecay: 1000 }]);
    const failures = await run(job);
    expect(failures.map(({ key }) => key)).toEqual([job.makes[1]]);
    expect(failures[0]!.error).toContain('student "absurd" (sgd 1000000, seed 1)');
    const { files, summary } = (await store.verified(job.makes[0]!))!;
    expect(files.map(({ name }) => name)).toEqual(["model.json", "weights.bin"]);
    expect(summary).toMatchObject({ tree: null, softTree: null, cost: { parameters: 17 } });
  });
});
