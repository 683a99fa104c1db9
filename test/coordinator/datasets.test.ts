// What can only be checked of a study once its data is read.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDatasets } from "../../src/coordinator/datasets.ts";
import { stream } from "../../src/random/stream.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import { idxBytes } from "../data/idx-bytes.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-datasets-"));
  await writeFile(join(folder, "train-images"), idxBytes([6, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
  await writeFile(join(folder, "train-labels"), idxBytes([6], [0, 1, 2, 0, 1, 2]));
  await writeFile(join(folder, "test-images"), idxBytes([1, 2], [9, 9]));
  await writeFile(join(folder, "test-labels"), idxBytes([1], [1]));
});
afterAll(() => rm(folder, { recursive: true }));

const files = {
  name: "idx",
  trainImages: "train-images",
  trainLabels: "train-labels",
  testImages: "test-images",
  testLabels: "test-labels",
  validation: 2,
};
const load = (leftOutClasses: readonly number[]) =>
  loadDatasets(
    parseStudyObject({
      name: "files",
      seeds: [1],
      experiments: [
        {
          name: "three-classes",
          dataset: files,
          teachers: [],
          students: [{ name: "hard", kind: "mlp", labels: "hard", epochs: 1, leftOutClasses }],
        },
      ],
    }),
    folder,
  );

it("loadDatasets(study, baseFolder) tells the same samples of other rows of the files apart", async () => {
  await writeFile(join(folder, "same-images"), idxBytes([9, 2], Array(18).fill(7)));
  await writeFile(join(folder, "zeros"), idxBytes([9], Array(9).fill(0)));
  await writeFile(join(folder, "ones"), idxBytes([9], Array(9).fill(1)));
  const images = { trainImages: "same-images", testImages: "same-images" };
  const same = { name: "idx", ...images, trainLabels: "zeros", testLabels: "ones" };
  const seeds = [1, 2, 3, 4, 5];
  const study = parseStudyObject({
    name: "files",
    seeds: [1],
    experiments: seeds.map((splitSeed) => ({
      name: `split-${splitSeed}`,
      dataset: { ...same, trainLimit: 2, validation: 1, testLimit: 1, splitSeed },
      teachers: [],
      students: [{ name: "hard", kind: "mlp", labels: "hard", epochs: 1 }],
    })),
  });
  const { of, planned } = await loadDatasets(study, folder);
  const sources = study.experiments.map((experiment) => planned(experiment, 1).source);
  const rows = sources.map((source) => of(source).fileRows!.test[0]!);
  expect(rows).toEqual(seeds.map((seed) => stream(seed, "split", "test").permutation(9)[0]!));
  // Either of two samples may be the one for validation, so some of three rows belong to the same samples.
  expect(new Set(sources.map(({ hash }) => hash)).size).toBeLessThanOrEqual(2);
  expect(new Set(rows).size).toBeGreaterThan(2);
});

it("loadDatasets(study, baseFolder) refuses classes left out that the files do not have, or all of them", async () => {
  await expect(load([2])).resolves.toBeDefined();
  await expect(load([1, 3])).rejects.toThrow(
    "Expected `leftOutClasses` to be among the classes 0 to 2 of idx, got `3` " +
      '(experiment "three-classes".students[0].leftOutClasses[1]).',
  );
  await expect(load([0, 1, 2])).rejects.toThrow(
    "Expected `leftOutClasses` to leave a class of idx, got all 3",
  );
});

it("loadDatasets(study, baseFolder) has the names of classes and features where the data has some", async () => {
  const rows = ["red,1,0", "blue,0,1", "red,2,2", "blue,3,1", "red,5,8", "blue,1,2"];
  await writeFile(join(folder, "rows.csv"), `colour,flow rate,x\n${rows.join("\n")}\n`);
  const dataset = { name: "csv", file: "rows.csv", label: "colour", validationShare: 0.3, testShare: 0.3 };
  const student = { name: "hard", kind: "tree", labels: "hard" };
  const experiments = [
    { name: "rows", dataset, students: [student] },
    { name: "images", dataset: files, students: [student] },
  ];
  const study = parseStudyObject({ name: "names", seeds: [1], experiments });
  const datasets = await loadDatasets(study, folder);
  const [ofRows, ofImages] = study.experiments.map((experiment) => datasets.planned(experiment, 1).names);
  // Labels in the order of the texts.
  expect(ofRows).toEqual({ classes: ["blue", "red"], features: ["flow rate", "x"] });
  expect(ofImages).toBeUndefined();
});
