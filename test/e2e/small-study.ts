// A study of every kind of job that takes seconds: moons with trees of both kinds, and a small IDX set made here (bars at one of
// four places, with noise) with a convolutional teacher in a process of its own.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stream } from "../../src/random/stream.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study } from "../../src/study/schema.ts";

const size = 8;

function idx(dimensions: readonly number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((extent, i) => void header.writeUInt32BE(extent, 4 + 4 * i));
  return Buffer.concat([header, values]);
}

async function writeBars(folder: string, name: string, rows: number, seed: number): Promise<void> {
  const { int } = stream(seed, name);
  const labels = Uint8Array.from({ length: rows }, () => int(4));
  const images = new Uint8Array(rows * size * size).map(() => int(120));
  labels.forEach((label, row) => {
    for (let i = 0; i < size; i++) images[row * size * size + i * size + 2 * label] = 100 + int(100);
  });
  await writeFile(join(folder, `${name}-images`), idx([rows, size, size], images));
  await writeFile(join(folder, `${name}-labels`), idx([rows], labels));
}

/** `folder` gets the image files. */
export async function smallStudy(folder: string): Promise<Study> {
  await mkdir(folder, { recursive: true });
  await writeBars(folder, "train", 500, 1);
  await writeBars(folder, "test", 200, 1);
  const path = (name: string) => join(folder, name);
  return parseStudyObject({
    name: "small",
    seeds: [1, 2],
    experiments: [
      {
        name: "moons",
        dataset: { name: "moons", n: 120, validation: 60, test: 200, noise: 0.3 },
        teachers: [{ name: "network", kind: "mlp", hidden: [16], epochs: 5, learningRate: 0.01 }],
        students: [
          { name: "hard tree", kind: "tree", labels: "hard" },
          {
            name: "soft tree",
            kind: "tree",
            labels: "soft",
            baseline: "hard tree",
            grid: { maxDepth: [2, "unlimited"] },
          },
          {
            name: "filters",
            kind: "soft-tree",
            labels: "soft",
            depth: 2,
            epochs: 3,
            learningRate: 0.05,
            grid: { temperature: [1, 3] },
          },
        ],
      },
      {
        name: "bars",
        dataset: {
          name: "idx",
          trainImages: path("train-images"),
          trainLabels: path("train-labels"),
          testImages: path("test-images"),
          testLabels: path("test-labels"),
          validation: 100,
        },
        teachers: [{ name: "conv", kind: "conv", filters: 4, hidden: [16], epochs: 2, seed: 1, threads: 1 }],
        students: [
          { name: "hard", kind: "mlp", labels: "hard", epochs: 4, optimizer: "sgd", learningRate: 0.1 },
          {
            name: "soft",
            kind: "mlp",
            labels: "soft",
            baseline: "hard",
            epochs: 4,
            optimizer: "sgd",
            learningRate: 0.1,
            grid: { temperature: [1, 2, 3, 4, 8], alpha: [0.25, 0.5, 0.9, 1] },
          },
          { name: "patient", kind: "mlp", labels: "soft", epochs: 4, patience: 1, learningRate: 0.01 },
        ],
      },
    ],
  });
}
