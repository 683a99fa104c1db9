import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Dataset, inputSize } from "../../src/data/dataset.ts";
import { datasetHash } from "../../src/data/hash.ts";
import { moonsDataset } from "../../src/data/moons.ts";
import { chooseEngine } from "../../src/engine/available.ts";
import type { GrowTreesJob, JobResult } from "../../src/jobs/job.ts";
import { runJob } from "../../src/jobs/run-job.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import { softmax } from "../../src/numeric/softmax.ts";
import { stream } from "../../src/random/stream.ts";
import type { StudentSummary } from "../../src/results/summary.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { treeLogits } from "../../src/students/tree/predict.ts";
import { readTreeJson } from "../../src/students/tree/read-tree.ts";
import { labelTargets, vectorTargets } from "../../src/students/tree/targets.ts";
import { type DatasetSpec, studentSchema, type TreeStudentSpec } from "../../src/study/schema.ts";
import { columnsOf, plainColumns } from "../students/tree/cases.ts";

const moons = { name: "moons", n: 150, validation: 40, test: 60, noise: 0.3, seed: 1 } as const;
const plane = moonsDataset(moons);

/** 220 images of 2 x 3 bytes and three classes, whose validation rows lie among the training rows. */
function images(): Dataset {
  const { int } = stream(1, "images");
  const ids = Array.from({ length: 160 }, (_, id) => id);
  const content = {
    inputShape: [2, 3, 1],
    numClasses: 3,
    features: { kind: "bytes", values: Uint8Array.from({ length: 220 * 6 }, () => int(3) * int(90)) },
    labels: Uint8Array.from({ length: 220 }, () => int(3)),
    splits: {
      train: Uint32Array.from(ids.filter((id) => id % 4 !== 1)),
      validation: Uint32Array.from(ids.filter((id) => id % 4 === 1)),
      test: Uint32Array.from({ length: 60 }, (_, index) => 160 + index),
    },
  } as const;
  return { name: "images", ...content, columns: null, hash: datasetHash(content) };
}
const pictures = images();

/** Of all samples. */
function teacherOf({ labels, numClasses }: Dataset): Float32Array {
  const { normal } = stream(1, "teacher");
  return Float32Array.from(
    { length: labels.length * numClasses },
    (_, at) => 2 * normal() + (labels[Math.floor(at / numClasses)] === at % numClasses ? 2 : 0),
  );
}

type Fields = Partial<TreeStudentSpec>;
const specOf = (fields: Fields) =>
  studentSchema.parse({ name: "tree", kind: "tree", labels: "hard", ...fields }) as TreeStudentSpec;
const keyOf = (place: number) => place.toString(16).padStart(64, "0");

function jobOf(
  dataset: Dataset,
  fields: readonly Fields[],
  places = fields.map((_, place) => place),
): GrowTreesJob {
  const cells = fields.map((own, index) => ({ key: keyOf(places[index]!), spec: specOf(own) }));
  return {
    kind: "grow-trees",
    id: "any/grow-trees/1",
    needs: [],
    makes: cells.map(({ key }) => key),
    dataset: { spec: moons as DatasetSpec, seed: 1, hash: dataset.hash, baseFolder: "." },
    labels: null,
    seed: 1,
    cells,
  };
}

describe("runJob(job, context) of grow-trees", () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-job-"));
    store = openStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  function run(
    job: GrowTreesJob,
    dataset: Dataset,
    teacherLogits: Float32Array | null = null,
    into: Store = store,
  ): Promise<JobResult> {
    const engine = chooseEngine("portable");
    return runJob(job, {
      dataset,
      teacherWeights: null,
      teacherLogits,
      store: into,
      engine,
      report: () => undefined,
    });
  }

  const fileOf = async (place: number) => (await store.read(keyOf(place), "tree.json")).toString();
  const treeOf = async (place: number) => readTreeJson(await fileOf(place), "tree.json");
  const summaryOf = (place: number) => store.summary<StudentSummary>(keyOf(place));

  const cuts: Fields[] = [
    { maxDepth: 3 },
    { maxDepth: 1 },
    { maxDepth: 5, maxLeaves: 4 },
    { maxDepth: 0 },
    { maxDepth: 4, costComplexity: 0.01 },
    { maxDepth: 5, maxLeaves: 7, costComplexity: 0.004 },
    { maxLeaves: 1 },
    { maxLeaves: 6 },
    { costComplexity: 0.006 },
    {},
  ];
  const growths: [name: string, Fields][] = [
    ["hard labels", {}],
    ["probabilities at 1", { labels: "soft" }],
    ["probabilities at 6", { labels: "soft", temperature: 6 }],
    ["logits, 4 rows a leaf", { labels: "soft", targets: "logits", minSamplesLeaf: 4 }],
  ];

  it.each(
    growths.flatMap(([name, fields]) =>
      [plane, pictures].map((dataset) => [`${name}, ${dataset.name}`, fields, dataset] as const),
    ),
  )("commits the same bytes for a cell of a growth as for the cell alone: %s", async (_, fields, dataset) => {
    const teacher = fields.labels === "soft" ? teacherOf(dataset) : null;
    for (const group of [cuts, cuts.slice(0, 6)]) {
      const all = group.map((cut) => ({ ...fields, ...cut }));
      expect(await run(jobOf(dataset, all), dataset, teacher)).toEqual({ failures: [] });
      for (const [place, own] of all.entries()) {
        const alone = place + 100;
        await run(jobOf(dataset, [own], [alone]), dataset, teacher);
        expect(await fileOf(place)).toBe(await fileOf(alone));
        expect(await summaryOf(place)).toEqual(await summaryOf(alone));
      }
    }
  });

  it("grows on the training rows alone: hard labels, beside trying everything", async () => {
    for (const dataset of [plane, pictures]) {
      const { features, labels, splits, numClasses } = dataset;
      const limits = { minSamplesLeaf: 5, maxDepth: 4 };
      await run(jobOf(dataset, [{}], [0]), dataset);
      await run(jobOf(dataset, [limits], [1]), dataset);
      const targets = labelTargets(
        Uint8Array.from(splits.train, (id) => labels[id]!),
        numClasses,
      );
      const one = { features, numFeatures: inputSize(dataset), ids: splits.train, targets };
      const { tree, output } = await treeOf(0);
      expect(columnsOf(tree)).toEqual(plainColumns(one).columns);
      expect(output).toEqual({ targets: "probabilities", temperature: 1 });
      expect(columnsOf((await treeOf(1)).tree)).toEqual(plainColumns(one, limits).columns);
    }
  });

  it("fits the teacher's probabilities at the cell's temperature, or its logits", async () => {
    const teacher = teacherOf(pictures);
    const { features, splits } = pictures;
    const rows = Array.from(splits.train, (id) => Array.from(teacher.subarray(3 * id, 3 * id + 3)));
    const kinds: [Fields, number[][]][] = [
      [{ temperature: 1 }, rows.map((logits) => Array.from(softmax(logits)))],
      [{ temperature: 6 }, rows.map((logits) => Array.from(softmax(logits, 6)))],
      [{ targets: "logits" }, rows],
    ];
    for (const [place, [fields, targets]] of kinds.entries()) {
      await run(jobOf(pictures, [{ ...fields, labels: "soft", maxDepth: 5 }], [place]), pictures, teacher);
      const vectors = vectorTargets(Float32Array.from(targets.flat()), 3);
      const one = { features, numFeatures: 6, ids: splits.train, targets: vectors };
      const { tree, output } = await treeOf(place);
      expect(columnsOf(tree)).toEqual(plainColumns(one, { maxDepth: 5 }).columns);
      expect(tree.unit).toBe(vectors.unit);
      expect(output).toEqual({
        targets: fields.targets ?? "probabilities",
        temperature: fields.temperature ?? 1,
      });
    }
  });

  it("measures the tree of the file: errors on validation and test, agreement with the teacher, cost and shape", async () => {
    for (const dataset of [plane, pictures]) {
      const teacher = teacherOf(dataset);
      const { features, labels, splits, numClasses } = dataset;
      const fields = { labels: "soft", temperature: 3 } as const;
      await run(jobOf(dataset, [fields, { ...fields, maxDepth: 2 }]), dataset, teacher);
      for (const place of [0, 1]) {
        const { tree, output } = await treeOf(place);
        const summary = await summaryOf(place);
        for (const split of ["validation", "test"] as const) {
          const ids = splits[split];
          const logits = treeLogits(tree, output, features, ids);
          const classes = ids.map((_, row) => argmax(logits, row * numClasses, numClasses));
          const { samples, errors, teacherAgreement } = summary.metrics[split];
          expect(samples).toBe(ids.length);
          expect(errors).toBe(ids.filter((id, row) => classes[row] !== labels[id]).length);
          const agreed = ids.filter(
            (id, row) => classes[row] === argmax(teacher, id * numClasses, numClasses),
          );
          expect(teacherAgreement).toBeCloseTo(agreed.length / ids.length, 12);
        }
        const leaves = (tree.feature.length + 1) / 2;
        expect(summary).toMatchObject({ engine: "exact trees", curve: [], keptEpoch: null, softTree: null });
        expect(summary.cost).toEqual({
          parameters: tree.feature.length,
          bytes: 12 * (leaves - 1) + 4 * numClasses * leaves,
          multiplyAdds: 0,
        });
        expect(summary.tree).toMatchObject({ leaves, featureUse: { shape: dataset.inputShape } });
        expect(summary.tree!.drawing === null).toBe(place === 0);
        expect(summary.decisionGrid === null).toBe(dataset === pictures);
      }
      expect((await summaryOf(1)).tree!.drawing).toMatchObject({ samples: splits.train.length });
    }
  });

  it("knows no agreement without a teacher", async () => {
    await run(jobOf(pictures, [{}]), pictures);
    const { test } = (await summaryOf(0)).metrics;
    expect([test.teacherAgreement, test.teacherKl]).toEqual([null, null]);
  });

  it("draws the classes of the plane as the tree of the file has them", async () => {
    await run(jobOf(plane, [{ maxDepth: 1 }]), plane);
    const { tree } = await treeOf(0);
    const { columns, rows, runs, x, y } = (await summaryOf(0)).decisionGrid!;
    const [first] = tree.feature;
    const [from, to] = first === 0 ? x : y;
    const lines = first === 0 ? columns : rows;
    // Of one split the share of the plane on its left is that of the classes there.
    const share = (tree.threshold[0]! - from) / (to - from);
    const counts = [0, 0];
    for (let i = 0; i < runs.length; i += 2) counts[runs[i]!]! += runs[i + 1]!;
    expect(counts[0]! + counts[1]!).toBe(columns * rows);
    const left = argmax(tree.sums, 2, 2);
    expect(Math.abs(counts[left]! / (columns * rows) - share)).toBeLessThan(1.01 / lines);
  });

  it("grows by ml-cart on hard and on soft labels, and says which", async () => {
    const fields = { implementation: "ml-cart" } as const;
    await run(jobOf(plane, [fields], [0]), plane);
    await run(jobOf(plane, [{ ...fields, labels: "soft", temperature: 2 }], [1]), plane, teacherOf(plane));
    const [hard, soft] = [await treeOf(0), await treeOf(1)];
    expect((await summaryOf(0)).engine).toMatch(/^ml-cart 2\.\d+\.\d+$/);
    expect(hard.output.temperature).toBe(1);
    expect(soft.output.temperature).toBe(2);
    for (const { tree } of [hard, soft]) expect(tree.samples[0]).toBe(150);
    expect((await summaryOf(0)).tree!.leaves).toBeGreaterThan(10);
    expect(soft.tree.feature.length).toBe(299); // all targets differ: a leaf a row
  });

  it("fails as a whole where the targets are not finite, and says where", async () => {
    const teacher = teacherOf(pictures);
    const { train } = pictures.splits;
    teacher[3 * train[5]! + 1] = Number.NaN;
    const job = (targets: Fields["targets"]) =>
      jobOf(pictures, [{ labels: "soft", ...(targets && { targets }) }]);
    await expect(run(job("logits"), pictures, teacher)).rejects.toThrow(
      "Expected targets to be finite, got `NaN` in row 5, output 1",
    );
    await expect(run(job("probabilities"), pictures, teacher)).rejects.toThrow(
      "Expected targets to be finite, got `NaN` in row 5, output 0",
    );
  });

  it("fails as a whole where a feature is not finite, and names sample and feature", async () => {
    const values = Float32Array.from(plane.features.values);
    values[2 * 17 + 1] = Number.POSITIVE_INFINITY;
    const broken: Dataset = { ...plane, features: { kind: "floats", values } };
    await expect(run(jobOf(broken, [{}]), broken)).rejects.toThrow(
      "Expected features to be finite, got `Infinity` in sample 17, feature 1",
    );
  });

  it("loses the cell alone that cannot be committed", async () => {
    const faulty: Store = {
      ...store,
      commit(key, ...rest) {
        return key === keyOf(1) ? Promise.reject(new Error("disk full")) : store.commit(key, ...rest);
      },
    };
    const job = jobOf(plane, [{ maxDepth: 1 }, { maxDepth: 2 }, { maxDepth: 3 }]);
    const { failures } = await run(job, plane, null, faulty);
    expect(failures).toMatchObject([{ key: keyOf(1), error: "disk full" }]);
    expect(await store.verified(keyOf(0))).not.toBeNull();
    expect(await store.verified(keyOf(1))).toBeNull();
    expect((await summaryOf(2)).tree).toMatchObject({ depth: 3 });
  });
});
