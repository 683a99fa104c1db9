// A SavedModel that Keras or TensorFlow exported, run by TensorFlow itself through tfjs-node. What it needs of that package's types
// is written down here, as the portable engine has nothing of the kind.
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Engine } from "../engine/engine.ts";
import type { ModelTeacherSpec } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import { modelShape, otherAxes } from "./model-shape.ts";
import type { ModelTeacher } from "./model-teacher.ts";
import { logitsOfOutput } from "./output.ts";
import { outsideName } from "./outside-files.ts";

type SavedModelSpec = Extract<ModelTeacherSpec, { kind: "savedmodel" }>;

interface TensorInfo {
  readonly tfDtype: string;
  /** Of protobuf; -1 for an extent that may be any. */
  readonly shape: readonly { getSize(): number }[];
}

interface LoadedSavedModel {
  readonly signature: {
    readonly inputs: Readonly<Record<string, TensorInfo>>;
    readonly outputs: Readonly<Record<string, TensorInfo>>;
  };
  predict(input: Tensor): Tensor;
  dispose(): void;
}

interface MetaGraph {
  readonly tags: readonly string[];
  readonly signatureDefs: Readonly<Record<string, unknown>>;
}

interface SavedModelLoader {
  getMetaGraphsFromSavedModel(path: string): Promise<readonly MetaGraph[]>;
  loadSavedModel(path: string, tags: string[], signature: string): Promise<LoadedSavedModel>;
}

const tag = "serve";

export interface SampleShape {
  readonly inputShape: readonly number[];
  readonly numClasses: number;
}

/** @throws UserError where it has no such function of one input and one output, or gives other shapes than the data needs */
export async function openSavedModel(
  engine: Engine,
  spec: SavedModelSpec,
  path: string,
  { inputShape, numClasses }: SampleShape,
): Promise<ModelTeacher> {
  const { tf } = engine;
  const file = outsideName(spec);
  const model = await loadedModel(loaderOf(engine, file), spec, path, file);
  try {
    const sampleShape = inputShapeOf(model, inputShape, file);
    return {
      logits(features, rows) {
        const outputs = tf.tidy(() => {
          const output = predicted(model, tf.tensor(features, [rows, ...sampleShape]), file);
          requireOutput(output, rows, numClasses, file);
          return output.dataSync<"float32">();
        });
        return tf.tensor2d(logitsOfOutput(outputs, numClasses, spec.output, file), [rows, numClasses]);
      },
      close: () => model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** @throws UserError on an engine that cannot run one */
function loaderOf({ tf }: Engine, file: string): SavedModelLoader {
  const { node } = tf as unknown as { readonly node?: SavedModelLoader };
  if (node !== undefined) return node;
  throw new UserError(portableText(file));
}

export function portableText(file: string): string {
  return (
    `${file}: expected the native engine, as a SavedModel is run by TensorFlow itself, got the portable one. ` +
    "Run `npm run setup:native`, or save the teacher's logits by NumPy (kind: logits) or as a LayersModel (kind: layers-model)."
  );
}

async function loadedModel(
  loader: SavedModelLoader,
  { signature }: SavedModelSpec,
  path: string,
  file: string,
): Promise<LoadedSavedModel> {
  const graphs = await ofTensorflow(file, () => loader.getMetaGraphsFromSavedModel(path));
  const names = Object.keys(graphs.find(({ tags }) => tags.join() === tag)?.signatureDefs ?? {});
  if (!names.includes(signature)) {
    const known = names.length === 0 ? "none" : names.map((name) => `\`${name}\``).join(", ");
    throw new UserError(
      `${file}: expected the signature \`${signature}\` under the tag \`${tag}\`, got ${known}. ` +
        "Name one of them as `signature`, or export the model again, as by Keras's `model.export(folder)`.",
    );
  }
  return ofTensorflow(file, () => loader.loadSavedModel(path, [tag], signature));
}

async function ofTensorflow<T>(file: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new UserError(
      `${file}: TensorFlow cannot load this SavedModel (${reasonOf(cause)}). Export it again, as by Keras's \`model.export(folder)\`.`,
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split("\n")[0]!.slice(0, 300);
}

/** The data's own shape, or the same numbers in another one, such as a flat one for images. */
function inputShapeOf(
  { signature }: LoadedSavedModel,
  own: readonly number[],
  file: string,
): readonly number[] {
  const [inputs, outputs] = [Object.values(signature.inputs), Object.values(signature.outputs)];
  if (inputs.length !== 1 || outputs.length !== 1) {
    throw new UserError(
      `${file}: expected a signature of one input and one output, got ${inputs.length} and ${outputs.length}. ` +
        "Export a function that takes the features and gives the logits alone.",
    );
  }
  const [{ tfDtype, shape }, output] = [inputs[0]!, outputs[0]!];
  if (tfDtype !== "DT_FLOAT" || output.tfDtype !== "DT_FLOAT") {
    throw new UserError(
      `${file}: expected float32 as input and output, got ${tfDtype} and ${output.tfDtype}.`,
    );
  }
  const extents = shape.slice(1).map((extent) => extent.getSize());
  if (extents.length === 0) return own;
  const fitting = modelShape(extents, own);
  if (fitting !== null) return fitting;
  throw new UserError(
    `${file}: expected a model of samples of shape [${own.join(", ")}], as the data has them, got one of ` +
      `[${extents.map((extent) => (extent < 0 ? "any" : extent)).join(", ")}]. ${otherAxes}`,
  );
}

function predicted(model: LoadedSavedModel, input: Tensor, file: string): Tensor {
  try {
    return model.predict(input);
  } catch (cause) {
    throw new UserError(
      `${file}: the model cannot predict ${input.shape[0]} samples of shape [${input.shape.slice(1).join(", ")}] (${reasonOf(cause)}). ` +
        "It must take batches of any size, and have its variables beside it: export it again, as by Keras's `model.export(folder)`.",
      { cause },
    );
  }
}

function requireOutput({ shape }: Tensor, rows: number, numClasses: number, file: string): void {
  if (shape.length === 2 && shape[0] === rows && shape[1] === numClasses) return;
  throw new UserError(
    `${file}: expected an output of shape [${rows}, ${numClasses}] for ${rows} samples of ${numClasses} classes, got [${shape.join(", ")}].`,
  );
}
