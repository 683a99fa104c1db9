// tfjs-layers, which others write such folders with, is the independent library: it makes the models and says what they predict.
import { beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../src/engine/load.ts";
import { weightFilesOf } from "../../src/formats/layers-model-weights.ts";
import { readLayersModel } from "../../src/formats/read-layers-model.ts";
import { softmax } from "../../src/numeric/softmax.ts";
import { layersNetwork } from "../../src/teachers/layers-network.ts";
import { fittingLayersModel } from "../../src/teachers/model-teacher.ts";
import { UserError } from "../../src/user-error.ts";
import { engineNames } from "../engines.ts";

let tf: typeof import("@tensorflow/tfjs-core");
let keras: typeof import("@tensorflow/tfjs-layers");
beforeAll(async () => {
  tf = await import("@tensorflow/tfjs-core");
  await import("@tensorflow/tfjs-backend-cpu");
  keras = await import("@tensorflow/tfjs-layers");
});

type Sequential = import("@tensorflow/tfjs-layers").Sequential;
type SavedLayers = { model_config?: unknown; config: { layers: { config: Record<string, unknown> }[] } };

interface Saved {
  readonly contents: Uint8Array[];
  /** Of the model's own prediction for `x`. */
  readonly outputs: Float32Array;
}

/** What its author would have in a folder, after `change` of model.json. */
async function saved(
  build: () => Sequential,
  x: readonly number[],
  change: (json: { modelTopology: SavedLayers; weightsManifest: object[] }) => unknown = (json) => json,
): Promise<Saved> {
  await tf.setBackend("cpu");
  const model = build();
  const shape = [-1, ...(model.inputs[0]!.shape.slice(1) as number[])];
  const outputs = (
    model.predict(tf.reshape(tf.tensor1d([...x]), shape)) as import("@tensorflow/tfjs-core").Tensor
  ).dataSync<"float32">();
  const contents: Uint8Array[] = [];
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const json = {
        modelTopology,
        weightsManifest: [{ paths: ["group1-shard1of1.bin"], weights: weightSpecs }],
      };
      const copy = JSON.parse(JSON.stringify(json));
      const changed = change(copy) ?? copy;
      contents.push(Buffer.from(JSON.stringify(changed)), new Uint8Array(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return { contents, outputs };
}

const random = (seed: number) => ({ kernelInitializer: keras.initializers.glorotUniform({ seed }) });
const biased = { biasInitializer: "randomUniform" as const };

const small = (activation: "linear" | "softmax") => () =>
  keras.sequential({
    layers: [
      keras.layers.dense({ units: 5, activation: "tanh", inputShape: [3], ...random(1), ...biased }),
      keras.layers.dropout({ rate: 0.5 }),
      keras.layers.dense({ units: 4, activation: "sigmoid", useBias: false, ...random(2) }),
      keras.layers.dense({ units: 3, activation, ...random(3), ...biased }),
    ],
  });

const images = () =>
  keras.sequential({
    layers: [
      keras.layers.conv2d({
        filters: 3,
        kernelSize: 3,
        strides: 2,
        padding: "same",
        inputShape: [7, 6, 2],
        ...random(4),
        ...biased,
      }),
      keras.layers.activation({ activation: "relu" }),
      keras.layers.maxPooling2d({ poolSize: [2, 2], strides: [1, 1] }),
      keras.layers.conv2d({
        filters: 2,
        kernelSize: [2, 1],
        activation: "relu",
        useBias: false,
        ...random(5),
      }),
      keras.layers.flatten(),
      keras.layers.dense({ units: 3, ...random(6), ...biased }),
      keras.layers.activation({ activation: "softmax" }),
    ],
  });

const x = Array.from({ length: 4 * 84 }, (_, index) => Math.sin(index));

describe.each(engineNames)("layersNetwork(engine, model) on %s", (name) => {
  const logitsOf = async ({ contents }: Saved, values: readonly number[], rows: number) => {
    const engine = await loadEngine(name);
    const model = readLayersModel(contents, "model.json");
    const network = layersNetwork(engine, model);
    const before = engine.tf.memory().numTensors;
    const logits = network.logits(Float32Array.from(values), rows);
    const read = logits.dataSync<"float32">();
    logits.dispose();
    expect(engine.tf.memory().numTensors).toBe(before); // nothing is kept of a prediction
    network.close();
    return { model, logits: read };
  };

  it("layersNetwork(engine, model) of dense layers gives the logits of tfjs-layers", async () => {
    const folder = await saved(small("linear"), x.slice(0, 12));
    const { logits, model } = await logitsOf(folder, x.slice(0, 12), 4);
    for (const [at, expected] of folder.outputs.entries()) expect(logits[at]).toBeCloseTo(expected, 5);
    // 3 x 5 + 5, 5 x 4, 4 x 3 + 3
    expect(model).toMatchObject({
      inputShape: [3],
      numClasses: 3,
      cost: { parameters: 55, multiplyAdds: 47 },
    });
  });

  it("layersNetwork(engine, model) leaves a final softmax out: that of its logits are the probabilities of tfjs-layers", async () => {
    const folder = await saved(small("softmax"), x.slice(0, 12));
    const { logits } = await logitsOf(folder, x.slice(0, 12), 4);
    for (let row = 0; row < 4; row++) {
      const probabilities = softmax(logits.subarray(3 * row, 3 * row + 3));
      for (let at = 0; at < 3; at++) expect(probabilities[at]).toBeCloseTo(folder.outputs[3 * row + at]!, 5);
    }
    expect(logits.some((logit) => logit < 0)).toBe(true); // no probabilities
  });

  it("layersNetwork(engine, model) of convolutions, strides, padding and pooling gives what tfjs-layers gives", async () => {
    const folder = await saved(images, x);
    const { logits, model } = await logitsOf(folder, x, 4);
    for (let row = 0; row < 4; row++) {
      const probabilities = softmax(logits.subarray(3 * row, 3 * row + 3));
      for (let at = 0; at < 3; at++) expect(probabilities[at]).toBeCloseTo(folder.outputs[3 * row + at]!, 5);
    }
    expect(model.widestLayer).toBe(4 * 3 * 3); // the first convolution's; the pooled ones have 3 x 2 x 3
    // 4 x 3 places of 3 x 3 x 2 x 3; pooled to 3 x 2; 2 x 2 places of 2 x 1 x 3 x 2; 8 x 3
    expect(model.cost).toEqual({ parameters: 54 + 3 + 12 + 24 + 3, multiplyAdds: 12 * 54 + 4 * 12 + 24 });
  });
});

it("fittingLayersModel(files, spec, dataset) refuses a model of other axes than the data's, though it takes as many numbers", async () => {
  const { contents } = await saved(images, x);
  const files = { hash: "", bytes: 0, path: "", contents };
  const spec = { name: "images", kind: "layers-model", path: "model" } as const;
  const fitting = (inputShape: number[]) => fittingLayersModel(files, spec, { inputShape, numClasses: 3 });
  expect(() => fitting([2, 7, 6])).toThrow(
    "expected a model of samples of shape [2, 7, 6] and 3 classes, as the data has them, got one of [7, 6, 2] and 3. Save",
  );
  expect(fitting([84]).inputShape).toEqual([7, 6, 2]);
});

describe("readLayersModel(contents, file)", () => {
  const refusal = async (build: () => Sequential, change?: Parameters<typeof saved>[2]) => {
    const { contents } = await saved(build, x.slice(0, 84), change);
    try {
      readLayersModel(contents, "model.json");
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return (error as Error).message;
    }
    return "none";
  };
  const dense = (units: number, fields: object = {}) => keras.layers.dense({ units, ...fields });

  it("readLayersModel(contents, file) reads what Keras's converter writes: a model_config, and names behind a model's own", async () => {
    const { contents } = await saved(small("linear"), x.slice(0, 12), (json) => ({
      modelTopology: { keras_version: "2.15.0", model_config: json.modelTopology },
      weightsManifest: json.weightsManifest.map((group) => ({
        ...group,
        weights: (group as { weights: { name: string }[] }).weights.map((each) => ({
          ...each,
          name: `sequential/${each.name}`,
        })),
      })),
    }));
    expect(readLayersModel(contents, "model.json").numClasses).toBe(3);
    expect(weightFilesOf(contents[0]!, "model.json")).toEqual(["group1-shard1of1.bin"]);
  });

  it("readLayersModel(contents, file) refuses by name a layer that it does not know", async () => {
    const layers = () => [dense(4, { inputShape: [84] }), keras.layers.batchNormalization(), dense(3)];
    expect(await refusal(() => keras.sequential({ layers: layers() }))).toMatch(
      "model.json, layer 1 (BatchNormalization): expected a layer of Dense, Conv2D, MaxPooling2D, Flatten, Dropout or Activation",
    );
  });

  it("readLayersModel(contents, file) refuses a last layer that gives no logits, and a softmax before the end", async () => {
    const model =
      (...layers: object[]) =>
      () =>
        keras.sequential({ layers: layers as never });
    const first = () => dense(4, { inputShape: [84] });
    expect(await refusal(() => model(first(), dense(3, { activation: "sigmoid" }))())).toMatch(
      "got `sigmoid`",
    );
    expect(await refusal(() => model(first(), dense(3, { activation: "elu" }))())).toMatch(
      "activation` is not as it should be",
    );
    expect(await refusal(() => model(first(), dense(3, { activation: "softmax" }), dense(3))())).toMatch(
      "expected nothing behind the `softmax`",
    );
  });

  it("readLayersModel(contents, file) refuses settings that it would not follow, other weights, and ways out of the folder", async () => {
    const build = small("linear");
    const twelve = async (change: Parameters<typeof saved>[2]) => {
      const { contents } = await saved(build, x.slice(0, 12), change);
      return () => readLayersModel(contents, "model.json");
    };
    const group = (json: { weightsManifest: object[] }) =>
      json.weightsManifest[0] as { paths: string[]; weights: Record<string, unknown>[] };
    const weight = (fields: object) => twelve((json) => void Object.assign(group(json).weights[0]!, fields));
    expect(await weight({ shape: [4, 5] })).toThrow("bytes of weights");
    expect(await weight({ shape: [5, 3] })).toThrow("/kernel` of shape [3, 5], got [5, 3]");
    expect(await weight({ name: "other" })).toThrow("got none");
    expect(await weight({ quantization: { dtype: "uint8" } })).toThrow("quantization");
    for (const path of ["../secret.bin", "/etc/passwd", "a/b.bin"]) {
      const elsewhere = await twelve((json) => void Object.assign(group(json), { paths: [path] }));
      expect(elsewhere).toThrow("weightsManifest.0.paths.0");
    }
    expect(await twelve(() => ({}))).toThrow("`weightsManifest` is not as it should be");
    const dilated = await saved(images, x, (json) => {
      json.modelTopology.config.layers[0]!.config.dilation_rate = [2, 2];
      return json;
    });
    expect(() => readLayersModel(dilated.contents, "model.json")).toThrow("dilation_rate");
    expect(() => readLayersModel([Buffer.from("no JSON")], "model.json")).toThrow("expected JSON");
  });
});
