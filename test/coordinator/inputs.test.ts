import { expect, test } from "vitest";
import { inputProvider } from "../../src/coordinator/inputs.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { npyBytes } from "../../src/formats/npy.ts";
import type { Job } from "../../src/jobs/job.ts";
import type { Store } from "../../src/store/store.ts";

const splits = { train: Uint32Array.of(0), validation: Uint32Array.of(), test: Uint32Array.of(1) };
const dataset = { numClasses: 2, splits } as unknown as Dataset;
const logits = npyBytes({ rows: 1, columns: 2, values: Float32Array.of(3, 4) });

const base = { dataset: { hash: "d" } };
const student = (key: string) =>
  ({ ...base, kind: "train-stack", labels: { key, teacherKey: "t" } }) as unknown as Job;
const shard = { ...base, kind: "label-shard", teacherKey: "t", teacher: { from: "store" } } as unknown as Job;

/** The provider, and what it has read so far; the first `failing` reads fail. */
function providerOf({ failing = 0 } = {}) {
  const reads: string[] = [];
  const read = async (key: string, name: string) => {
    reads.push(`${key}/${name}`);
    if (reads.length <= failing) throw new Error("no file handles");
    return name === "weights.bin" ? Buffer.alloc(4) : logits;
  };
  return { reads, inputs: inputProvider({ read } as unknown as Store, () => dataset) };
}

test("inputsOf(job) reads anew what could not be read", async () => {
  const { inputs } = providerOf({ failing: 1 });
  await expect(inputs.inputsOf(student("l"))).rejects.toThrow("no file handles");
  const { teacherLogits } = await inputs.inputsOf(student("l"));
  expect([...teacherLogits!]).toEqual([3, 4, 3, 4]); // of the transfer set, then of the test set
});

test("release(waiting) keeps what one of them needs, and nothing else", async () => {
  const { inputs, reads } = providerOf();
  const readFor = async (job: Job) => {
    const before = reads.length;
    await inputs.inputsOf(job);
    return reads.slice(before);
  };
  const of = (key: string) => [`${key}/logits.npy`, "t/test-logits.npy"];
  expect(await readFor(student("a"))).toEqual(of("a"));
  expect(await readFor(student("b"))).toEqual(of("b"));
  expect(await readFor(shard)).toEqual(["t/weights.bin"]);
  inputs.release([student("b"), shard]);
  expect(await readFor(student("b"))).toEqual([]);
  expect(await readFor(shard)).toEqual([]);
  expect(await readFor(student("a"))).toEqual(of("a"));
  inputs.release([]);
  expect(await readFor(student("b"))).toEqual(of("b"));
  expect(await readFor(shard)).toEqual(["t/weights.bin"]);
});
