import { describe, expect, it } from "vitest";
import { moonsDataset } from "../../src/data/moons.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import { stream } from "../../src/random/stream.ts";
import { type TrainingSet, trainingSet } from "../../src/training/training-set.ts";
import { UserError } from "../../src/user-error.ts";
import { images } from "../students/images.ts";
import { wholeTrainingSet } from "./whole-training-set.ts";

const dataset = images(200);
const { numClasses, splits } = dataset;
const samples = dataset.labels.length;
const teacherLogits = Float32Array.from({ length: samples * numClasses }, stream(2, "teacher").normal);
const plain = { trainFraction: 1, labelNoise: 0, leftOutClasses: [] };
const labelsOf = ({ ids, labels }: TrainingSet) => Array.from(ids, (id) => labels[id]!);

describe("trainingSet(dataset, spec, seed, teacherLogits)", () => {
  it("is the whole training split as it is where nothing is asked for", () => {
    expect(trainingSet(dataset, plain, 1, teacherLogits)).toEqual(wholeTrainingSet(dataset, teacherLogits));
    expect(trainingSet(dataset, { ...plain, labels: "soft" }, 1, teacherLogits).teacherLogits).toBe(
      teacherLogits,
    );
  });

  it("takes a share of the rows, rounded up, other ones for other seeds, and counts an epoch as before", () => {
    const of = (seed: number) => trainingSet(dataset, { ...plain, trainFraction: 0.103 }, seed, null);
    expect(of(1).ids).toHaveLength(21);
    expect(of(1).epochRows).toBe(200);
    expect([...of(1).ids]).toEqual([...of(1).ids].sort((a, b) => a - b));
    expect(new Set(of(1).ids).size).toBe(21);
    expect([...of(1).ids].every((id) => splits.train.includes(id))).toBe(true);
    expect(of(2).ids).not.toEqual(of(1).ids);
  });

  it("has the rows of a smaller share among those of a larger one", () => {
    const rows = (trainFraction: number) => trainingSet(dataset, { ...plain, trainFraction }, 1, null).ids;
    expect([...rows(0.1)].every((id) => rows(0.3).includes(id))).toBe(true);
  });

  it("leaves out every row of a class, of training alone", () => {
    const { ids } = trainingSet(dataset, { ...plain, leftOutClasses: [0] }, 1, null);
    const kept = [...splits.train].filter((id) => dataset.labels[id] !== 0);
    expect([...ids]).toEqual(kept);
    expect(kept.length).toBeLessThan(200);
  });

  it("gives exactly a share of the rows another class, the same for a smaller share, and leaves the data alone", () => {
    const before = Uint8Array.from(dataset.labels);
    const wrong = (labelNoise: number) => {
      const { labels } = trainingSet(dataset, { ...plain, labelNoise }, 3, null);
      return [...labels.keys()].filter((id) => labels[id] !== dataset.labels[id]);
    };
    expect(wrong(0.2)).toHaveLength(40); // of 200 rows
    expect(wrong(0.2).every((id) => splits.train.includes(id))).toBe(true);
    expect(wrong(0.1).every((id) => wrong(0.2).includes(id))).toBe(true);
    expect(wrong(1)).toHaveLength(200);
    expect(dataset.labels).toEqual(before);
  });

  it("spreads wrong labels evenly over the other classes", () => {
    const moons = moonsDataset({ name: "moons", n: 30, validation: 10, test: 10, noise: 0.1, seed: 1 });
    const three = { ...moons, numClasses: 3, labels: new Uint8Array(moons.labels.length) };
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 100; seed++) {
      for (const label of labelsOf(trainingSet(three, { ...plain, labelNoise: 1 }, seed, null)))
        counts[label]!++;
    }
    // 3,000 draws of one half: 1,500 +- 27, so 4 sd are 110.
    expect(counts[0]).toBe(0);
    expect(Math.abs(counts[1]! - 1500)).toBeLessThan(110);
  });

  it("argmax names the teacher's top class of the transfer set, and nobody's of the test split", () => {
    const { labels } = trainingSet(dataset, { ...plain, labels: "argmax" }, 1, teacherLogits);
    for (const id of [...splits.train, ...splits.validation]) {
      expect(labels[id]).toBe(argmax(teacherLogits, id * numClasses, numClasses));
    }
    for (const id of splits.test) expect(labels[id]).toBe(dataset.labels[id]);
  });

  it("permuted gives each row the logits of another row of the same set, each once", () => {
    const spec = { ...plain, trainFraction: 0.5, labels: "permuted" } as const;
    const { ids, teacherLogits: moved } = trainingSet(dataset, spec, 1, teacherLogits);
    const rowOf = (logits: Float32Array, id: number) =>
      logits.subarray(id * numClasses, (id + 1) * numClasses).join();
    const sorted = (logits: Float32Array) => Array.from(ids, (id) => rowOf(logits, id)).sort();
    expect(sorted(moved!)).toEqual(sorted(teacherLogits));
    const inPlace = [...ids].filter((id) => rowOf(moved!, id) === rowOf(teacherLogits, id));
    expect(inPlace.length).toBeLessThan(8); // of 100 at random one on average
    const others = [...splits.train].filter((id) => !ids.includes(id));
    for (const id of others) expect(rowOf(moved!, id)).toBe(rowOf(teacherLogits, id));
  });

  it("throws where no row is left", () => {
    const leftOutClasses = Array.from({ length: numClasses }, (_, label) => label);
    expect(() => trainingSet(dataset, { ...plain, leftOutClasses }, 1, null)).toThrow(UserError);
    expect(() => trainingSet(dataset, { ...plain, leftOutClasses }, 1, null)).toThrow(
      /leave nothing of 200 rows/,
    );
  });
});
