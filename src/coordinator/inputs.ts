// The large arrays that jobs share: read from the store once, held in shared memory, let go when nobody needs them.
import { type Dataset, transferSize } from "../data/dataset.ts";
import { sharedFloats } from "../data/shared.ts";
import type { DatasetSource, Job, JobInputs, LabelsSource } from "../jobs/job.ts";
import type { Store } from "../store/store.ts";
import { floatsOf, shapedValues } from "../students/stored-weights.ts";

export interface InputProvider {
  inputsOf(job: Job): Promise<JobInputs>;
  /** Forgets what none of these jobs needs: those that run have it already. */
  release(waiting: readonly Job[]): void;
}

export function inputProvider(store: Store, datasetOf: (source: DatasetSource) => Dataset): InputProvider {
  const weights = new Map<string, Promise<Float32Array>>();
  const logits = new Map<string, Promise<Float32Array>>();
  const once = <T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>) => {
    const known = cache.get(key);
    if (known) return known;
    const made = make();
    cache.set(key, made);
    // Or a job that is tried again would get the same failure, whatever the disk has by then.
    made.catch(() => cache.get(key) === made && cache.delete(key));
    return made;
  };
  return {
    async inputsOf(job) {
      const dataset = datasetOf(job.dataset);
      const labels = labelsOf(job);
      const weightsKey = weightsKeyOf(job);
      return {
        dataset,
        teacherWeights:
          weightsKey === null
            ? null
            : await once(weights, weightsKey, () => readTeacherWeights(store, weightsKey)),
        teacherLogits:
          labels && (await once(logits, labels.key, () => readTeacherLogits(store, labels, dataset))),
      };
    },
    release(waiting) {
      keepOnly(weights, new Set(waiting.map(weightsKeyOf)));
      keepOnly(logits, new Set(waiting.map((job) => labelsOf(job)?.key ?? null)));
    },
  };
}

function labelsOf(job: Job): LabelsSource | null {
  return "labels" in job ? job.labels : null;
}

function weightsKeyOf(job: Job): string | null {
  return job.kind === "label-shard" && job.teacher.from === "store" ? job.teacherKey : null;
}

function keepOnly(cache: Map<string, unknown>, needed: ReadonlySet<string | null>): void {
  for (const key of cache.keys()) if (!needed.has(key)) cache.delete(key);
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
