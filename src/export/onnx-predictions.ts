// What an ONNX model gives the test samples, by ONNX Runtime in WebAssembly: the package onnxruntime-web, which need not
// be there.
import { argmax } from "../numeric/argmax.ts";
import type { ExportData } from "./export-data.ts";
import { testBatches } from "./test-batches.ts";

const mostRows = 512;

export interface OnnxSession {
  /** Of features `[rows, inputs]`, each output of the model, row-major. */
  run(features: Float32Array, rows: number): Promise<Readonly<Record<string, Float32Array>>>;
  close(): Promise<void>;
}

/** null where no runtime is installed. */
export type OpenOnnx = (model: Uint8Array) => Promise<OnnxSession | null>;

/** The class of each test sample; null where no runtime is installed. */
export async function onnxPredictions(
  model: Uint8Array,
  data: ExportData,
  scale: number,
  open: OpenOnnx = openOnnx,
): Promise<number[] | null> {
  const session = await open(model);
  if (session === null) return null;
  try {
    const predicted: number[] = [];
    for (const { rows, features } of testBatches(data, scale, mostRows)) {
      const { logits } = await session.run(Float32Array.from(features), rows);
      const classes = logits!.length / rows;
      for (let row = 0; row < rows; row++) predicted.push(argmax(logits!, row * classes, classes));
    }
    return predicted;
  } finally {
    await session.close();
  }
}

/** In this thread, with messages of errors alone. */
export async function openOnnx(model: Uint8Array): Promise<OnnxSession | null> {
  const runtime = await installedRuntime();
  if (runtime === null) return null;
  const { InferenceSession, Tensor, env } = runtime;
  env.wasm.numThreads = 1;
  env.logLevel = "error";
  const session = await InferenceSession.create(model, { executionProviders: ["wasm"] });
  return {
    async run(features, rows) {
      const outputs = await session.run({
        features: new Tensor("float32", features, [rows, features.length / rows]),
      });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]),
      );
    },
    close: () => session.release(),
  };
}

async function installedRuntime() {
  try {
    return await import("onnxruntime-web");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return null;
    throw error;
  }
}
