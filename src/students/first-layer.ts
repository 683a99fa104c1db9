// The products of all lanes with a batch: one of `[inputs, lanes * units]` forward, one backward. Inputs that are 0 in
// all rows of a batch take no part in them.
import type { Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { type Engine, type Parameter, scaleParameter } from "../engine/engine.ts";
import { mostRows } from "../training/batches.ts";
import { type BatchFeatures, litFeatures } from "../training/lit-features.ts";

/** Inputs as tensors: `x [columns, rows]`, the rows of the first kernel that they meet, and the way back. */
export interface InputTensors {
  readonly x: Tensor2D;
  readonly columns: Tensor1D | null;
  /** For each row of the kernel its column of `x`: the last one, of zeros, where it has none. */
  readonly places: Tensor1D | null;
}

/** `inputs`: rows of the first kernel. */
export function inputTensors({ tf }: Engine, features: BatchFeatures, inputs: number): InputTensors {
  const { rows, columns: lit, values } = litFeatures(features);
  if (rows > mostRows) throw new Error(`Expected at most ${mostRows} rows at once, got ${rows}`);
  const x = tf.tensor2d(values, [values.length / rows, rows]);
  if (lit === null) return { x, columns: null, places: null };
  const places = new Int32Array(inputs).fill(lit.length);
  lit.forEach((input, place) => {
    places[input] = place;
  });
  const padded = new Int32Array(lit.length + 1); // any row of the kernel may meet the zeros
  padded.set(lit);
  return { x, columns: tf.tensor1d(padded, "int32"), places: tf.tensor1d(places, "int32") };
}

/** `[lanes, units, rows]` */
export function firstProduct(
  engine: Engine,
  { x, columns }: InputTensors,
  kernel: Tensor2D,
  lanes: number,
): Tensor3D {
  const met = columns === null ? kernel : engine.gatherRows(kernel, columns);
  const units = met.shape[1] / lanes;
  if (engine.lanesShareProducts || lanes === 1)
    return engine.tf.reshape(engine.matMulTransposedA(met, x), [lanes, units, x.shape[1]]);
  const products = engine.tf.split(met, lanes, 1).map((own) => engine.matMulTransposedA(own, x));
  return engine.tf.stack(products) as Tensor3D;
}

/** On the kernel, from that on its product `[lanes, units, rows]`. */
export function firstKernelGradient(
  engine: Engine,
  { x, places }: InputTensors,
  dProduct: Tensor3D,
): Tensor2D {
  const [lanes, units, rows] = dProduct.shape;
  const gradientOf = (product: Tensor3D, height: number) =>
    engine.matMulTransposedB(x, engine.tf.reshape(product, [height, rows]) as Tensor2D);
  const met = // [columns, lanes * units]
    engine.lanesShareProducts || lanes === 1
      ? gradientOf(dProduct, lanes * units)
      : engine.tf.concat(
          engine.tf.split<Tensor3D>(dProduct, lanes).map((own) => gradientOf(own, units)),
          1,
        );
  return places === null ? met : engine.gatherRows(met, places);
}

/** Multiplies each lane's part of the kernel by its own factor. */
export function scaleFirstKernel(engine: Engine, kernel: Parameter, factors: readonly number[]): void {
  const width = kernel.shape[1]!;
  const perUnit = factors.flatMap((factor) => new Array<number>(width / factors.length).fill(factor));
  scaleParameter(engine, kernel, engine.tf.tensor2d(perUnit, [1, width]));
}
