// From a model's artefact in the store to its predictions.
import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { Store } from "../store/store.ts";
import { fitsLaneKernel } from "../students/kernel-fit.ts";
import { stackOfLanes } from "../students/network.ts";
import { floatsOf, storedWeights } from "../students/stored-weights.ts";
import { treeLogits } from "../students/tree/predict.ts";
import { readTreeJson } from "../students/tree/read-tree.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import { loadTeacher } from "../teachers/teacher.ts";
import { consecutiveBatches, mostRows } from "../training/batches.ts";
import type { Predict } from "../training/evaluate.ts";
import { featureReader } from "../training/lit-features.ts";
import type { MeasuredModel } from "./measured-models.ts";

export interface LoadedModel {
  /** Logits of samples of the dataset, `[ids.length, classes]`, read back from the engine. */
  predict(ids: Uint32Array): Float32Array;
  close(): void;
}

/** For trees, which need no engine. */
export async function loadTree(store: Store, { key }: MeasuredModel, dataset: Dataset): Promise<LoadedModel> {
  const text = (await store.read(key, "tree.json")).toString();
  const { tree, output } = readTreeJson(text, `tree.json of ${key}`);
  return { predict: (ids) => treeLogits(tree, output, dataset.features, ids), close: () => undefined };
}

/** For all others. */
export async function loadNetwork(
  engine: Engine,
  store: Store,
  model: MeasuredModel,
  dataset: Dataset,
): Promise<LoadedModel> {
  const { key, role, spec } = model;
  if (spec.kind === "tree") throw new Error("Expected a network, got a tree");
  const hasKernel =
    engine.laneKernel !== null &&
    spec.kind !== "conv" &&
    fitsLaneKernel(spec, dataset.numClasses) &&
    !(role === "teacher" && isTrainedAlone(model.spec));
  const { logits, close } =
    role === "teacher"
      ? loadTeacher(engine, model.spec, dataset, floatsOf(await store.read(key, "weights.bin")))
      : await loadStudent(engine, store, key, spec, dataset);
  return { predict: (ids) => read(logits, ids, dataset.numClasses, hasKernel), close };
}

/** A stack of one lane. */
async function loadStudent(
  engine: Engine,
  store: Store,
  key: string,
  spec: NetworkStudentSpec,
  dataset: Dataset,
) {
  const weights = await storedWeights(store, key, spec, dataset);
  const stack = stackOfLanes(engine, dataset, [spec], [weights]);
  const features = featureReader(dataset);
  return { logits: (ids: Uint32Array) => stack.logits(features(ids)), close: stack.close };
}

/** In the chunks of an evaluation. The lane kernel takes whole vectors of rows; all else takes a single sample as one. */
function read(logits: Predict, ids: Uint32Array, numClasses: number, hasKernel: boolean): Float32Array {
  const values = new Float32Array(ids.length * numClasses);
  consecutiveBatches(ids, mostRows).forEach(({ ids: padded, rows }, index) => {
    const prediction = logits(hasKernel ? padded : padded.subarray(0, rows));
    values.set(
      prediction.dataSync<"float32">().subarray(0, rows * numClasses),
      index * mostRows * numClasses,
    );
    prediction.dispose();
  });
  return values;
}
