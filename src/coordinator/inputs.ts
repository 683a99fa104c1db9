// The large arrays that jobs share: read from the store once, held in shared memory, let go when nobody needs them.
import { type Dataset, transferSize } from "../data/dataset.ts";
import { sharedFloats } from "../data/shared.ts";
import type { Job, JobInputs, LabelsSource } from "../jobs/job.ts";
import type { Store } from "../store/store.ts";
import { floatsOf, shapedValues } from "../students/stored-weights.ts";

export interface InputProvider {
  inputsOf(job: Job): Promise<JobInputs>;
  /** Forgets what only the finished job and its like needed. */
  release(job: Job): void;
}

export function inputProvider(store: Store, datasetOf: (hash: string) => Dataset): InputProvider {
  const weights = new Map<string, Promise<Float32Array>>();
  const logits = new Map<string, Promise<Float32Array>>();
  const once = <T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>) => {
    const known = cache.get(key) ?? make();
    cache.set(key, known);
    return known;
  };
  return {
    async inputsOf(job) {
      const dataset = datasetOf(job.dataset.hash);
      const labels = "labels" in job ? job.labels : null;
      return {
        dataset,
        teacherWeights:
          job.kind === "label-shard" && job.teacher.from === "store"
            ? await once(weights, job.teacherKey, () => readTeacherWeights(store, job.teacherKey))
            : null,
        teacherLogits:
          labels && (await once(logits, labels.key, () => readTeacherLogits(store, labels, dataset))),
      };
    },
    release(job) {
      if (job.kind === "join-labels") weights.delete(job.teacherKey);
    },
  };
}

async function readTeacherWeights(store: Store, teacherKey: string): Promise<Float32Array> {
  const weights = floatsOf(await store.read(teacherKey, "weights.bin"));
  const shared = sharedFloats(weights.length);
  shared.set(weights);
  return shared;
}

/** The transfer set's logits, then the test set's: row = sample id. */
async function readTeacherLogits(
  store: Store,
  { key, teacherKey }: LabelsSource,
  dataset: Dataset,
): Promise<Float32Array> {
  const logits = async (of: string, name: string, rows: number) =>
    shapedValues(await store.read(of, name), name, rows, dataset.numClasses);
  const transfer = await logits(key, "logits.npy", transferSize(dataset));
  const test = await logits(teacherKey, "test-logits.npy", dataset.splits.test.length);
  const shared = sharedFloats(transfer.length + test.length);
  shared.set(transfer);
  shared.set(test, transfer.length);
  return shared;
}
