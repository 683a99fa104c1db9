// The run's folder: written once, read by every contestant.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "../../src/data/dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import { npyBytes, readNpy } from "../../src/formats/npy.ts";
import { softmax } from "../../src/numeric/softmax.ts";
import { stream } from "../../src/random/stream.ts";
import { initialWeights } from "../../src/students/lane-weights.ts";
import { vectorTargets } from "../../src/students/tree/targets.ts";
import { datasetSchema } from "../../src/study/schema.ts";
import { heUniformWeights } from "../../src/teachers/initial-weights.ts";
import { teacherLayers } from "../../src/teachers/layers.ts";
import { plausibleLogits } from "../suite/soft-labels.ts";
import { type PeersConfig, teacherSpec } from "./config.ts";

const seed = 1;
const images = 60_000;

/** All 60,000 training images are the transfer set, in the order of the file; the split is that of the studies. */
export const loadMnist = (): Promise<Dataset> => loadDataset(datasetSchema.parse({ name: "mnist" }), seed);

/** The noise of studies/seed.yaml. */
export const loadMoons = (): Promise<Dataset> =>
  loadDataset(datasetSchema.parse({ name: "moons", n: 1000, noise: 0.32 }), seed);

export async function writeData(folder: string, config: PeersConfig): Promise<void> {
  const mnist = await loadMnist();
  const moons = await loadMoons();
  const labels = mnist.labels.subarray(0, images);
  const pixels = (mnist.features.values as Uint8Array).subarray(0, images * 784);
  const moonsRows = moons.splits.train.length;
  const files: Record<string, Uint8Array | Int32Array | Float32Array> = {
    "config.json": Buffer.from(JSON.stringify(config)),
    "pixels.u8": pixels,
    "labels.u8": labels,
    "train-ids.i32": Int32Array.from(mnist.splits.train),
    "validation-ids.i32": Int32Array.from(mnist.splits.validation),
    "order.i32": stream(seed, "peers", "order").permutation(images),
    "teacher-logits.npy": npyBytes({ rows: images, columns: 10, values: randomLogits(labels) }),
    "soft-targets.npy": npyBytes({ rows: images, columns: 10, values: softTargets(pixels, labels) }),
    "student-weights.f32": joined(initialWeights(config.studentSizes, seed)),
    "teacher-weights.f32": joined(heUniformWeights([28, 28, 1], teacherLayers(teacherSpec, 10), seed)),
    "moons-points.f32": (moons.features.values as Float32Array).subarray(0, moonsRows * 2),
    "moons-labels.u8": moons.labels.subarray(0, moonsRows),
  };
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(files)) {
    await writeFile(join(folder, name), Buffer.from(buffer, byteOffset, byteLength));
  }
}

/** Noise, and the right class well above it. `[labels.length, 10]` */
function randomLogits(labels: Uint8Array): Float32Array {
  const { normal } = stream(seed, "peers", "logits");
  const logits = Float32Array.from({ length: labels.length * 10 }, () => 2 * normal());
  labels.forEach((label, row) => {
    logits[row * 10 + label]! += 8;
  });
  return logits;
}

/** Probabilities in the whole units to which our trees round them, so that all fit the same numbers. `[labels.length, 10]` */
function softTargets(pixels: Uint8Array, labels: Uint8Array): Float32Array {
  const logits = plausibleLogits(pixels, labels, 10);
  const probs = new Float32Array(logits.length);
  for (let first = 0; first < logits.length; first += 10) {
    probs.set(softmax(logits.subarray(first, first + 10)), first);
  }
  const { values, stride } = vectorTargets(probs, 10);
  return probs.map((_, i) => values[Math.floor(i / 10) * stride + (i % 10)]!);
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(arrays.reduce((length, array) => length + array.length, 0));
  let start = 0;
  for (const array of arrays) {
    values.set(array, start);
    start += array.length;
  }
  return values;
}

export async function readConfig(folder: string): Promise<PeersConfig> {
  return JSON.parse(await readFile(join(folder, "config.json"), "utf8")) as PeersConfig;
}

export async function readTeacherLogits(folder: string): Promise<Float32Array> {
  return shared(readNpy(await readFile(join(folder, "teacher-logits.npy"))).values);
}

/** In whole units of 1 / 32,767. */
export async function readSoftTargets(folder: string): Promise<Float32Array> {
  return readNpy(await readFile(join(folder, "soft-targets.npy"))).values;
}

export async function readTeacherWeights(folder: string): Promise<Float32Array> {
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, "teacher-weights.f32"));
  return shared(new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)));
}

/** The ids of each batch of an epoch, full ones only. */
export async function readBatches(folder: string, batchSize: number): Promise<Uint32Array[]> {
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, "order.i32"));
  const order = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  return Array.from({ length: Math.floor(order.length / batchSize) }, (_, i) =>
    order.subarray(i * batchSize, (i + 1) * batchSize),
  );
}

function shared(values: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
