// A model from outside as a teacher of a dataset: opened from its files, asked for logits.
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { type LayersModel, readLayersModel } from "../formats/read-layers-model.ts";
import type { Cost } from "../results/row.ts";
import type { ModelTeacherSpec } from "../study/schema.ts";
import { batchFeatures } from "../training/batches.ts";
import type { Predict } from "../training/evaluate.ts";
import { UserError } from "../user-error.ts";
import { layersNetwork } from "./layers-network.ts";
import { modelShape, otherAxes } from "./model-shape.ts";
import { requireFinite } from "./output.ts";
import { type OutsideFiles, outsideName, readPlannedFiles, type TeacherFiles } from "./outside-files.ts";
import { openSavedModel } from "./saved-model.ts";

export interface ModelTeacher {
  /** `features` `[rows, inputs]`, row-major, as the data has them (bytes as 0 to 1): tensor `[rows, classes]`, the caller's. */
  logits(features: Float32Array, rows: number): Tensor;
  close(): void;
}

export interface OpenedModel extends ModelTeacher {
  /** Of samples of the dataset. */
  readonly predict: Predict;
  /** null where only its author knows. */
  readonly cost: Cost | null;
}

/** `files`: as the plan knew them. @throws UserError where they have changed since, or do not fit the data */
export async function openModelTeacher(
  engine: Engine,
  spec: ModelTeacherSpec,
  dataset: Dataset,
  baseFolder: string,
  files: TeacherFiles,
): Promise<OpenedModel> {
  const found = await readPlannedFiles(spec, baseFolder, files);
  if (spec.kind === "savedmodel") {
    const model = await openSavedModel(engine, spec, found.path, dataset);
    try {
      // TensorFlow has read the folder by itself, later: that it read the same is known only now.
      await readPlannedFiles(spec, baseFolder, files);
    } catch (error) {
      model.close();
      throw error;
    }
    return opened(model, dataset, null);
  }
  const model = fittingLayersModel(found, spec, dataset);
  const { parameters, multiplyAdds } = model.cost;
  const network = finiteTeacher(layersNetwork(engine, model), dataset, outsideName(spec));
  return opened(network, dataset, { parameters, multiplyAdds, bytes: 4 * parameters });
}

/** @throws UserError where the model takes or gives something else than the data needs */
export function fittingLayersModel(
  { contents }: OutsideFiles,
  spec: ModelTeacherSpec,
  dataset: Pick<Dataset, "inputShape" | "numClasses">,
): LayersModel {
  const model = readLayersModel(contents, outsideName(spec, "model.json"));
  const { inputShape, numClasses } = model;
  const isFitting = modelShape(inputShape, dataset.inputShape) !== null;
  if (isFitting && numClasses === dataset.numClasses) return model;
  throw new UserError(
    `${outsideName(spec)}: expected a model of samples of shape [${dataset.inputShape.join(", ")}] and ${dataset.numClasses} classes, ` +
      `as the data has them, got one of [${inputShape.join(", ")}] and ${numClasses}.${isFitting ? "" : ` ${otherAxes}`}`,
  );
}

/** Weights are finite, yet what they give need not be. */
function finiteTeacher(
  model: ModelTeacher,
  { numClasses }: Pick<Dataset, "numClasses">,
  file: string,
): ModelTeacher {
  return {
    ...model,
    logits(features, rows) {
      const logits = model.logits(features, rows);
      try {
        requireFinite(logits.dataSync<"float32">(), numClasses, file);
        return logits;
      } catch (error) {
        logits.dispose();
        throw error;
      }
    },
  };
}

function opened(model: ModelTeacher, dataset: Dataset, cost: Cost | null): OpenedModel {
  return { ...model, predict: (ids) => model.logits(batchFeatures(dataset, ids), ids.length), cost };
}
