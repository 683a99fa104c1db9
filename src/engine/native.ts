// @tensorflow/tfjs-node: TensorFlow's own kernels, resource variables and fused updates. Kernels are called through
// the backend, past tfjs's gradient tape; each name below is a TensorFlow op.

import { createRequire } from "node:module";
import { constants } from "node:os";
import util from "node:util";
import type { Rank, Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import type { Activation } from "../study/schema.ts";
import { laneKernelFile, tensorflowLibrary } from "./available.ts";
import { droppedOf256, type Engine, type Tf } from "./engine.ts";
import type { LaneKernel } from "./lane-kernel.ts";
import { nativeParameters } from "./native-parameters.ts";
import { lanesShareProducts } from "./tensor-lanes.ts";
import { type NativeBackend, type TensorflowOps, tensorflowOps } from "./tensorflow-ops.ts";

export function nativeEngine(): Engine {
  const tf = loadTfjsNode();
  const ops = tensorflowOps(tf.findBackend("tensorflow") as unknown as NativeBackend, tf);
  const own = { laneKernel: loadLaneKernel(), lanesShareProducts: lanesShareProducts() };
  return { name: "native", tf, ...own, ...nativeParameters(ops), ...operations(ops) };
}

function loadTfjsNode(): Tf {
  // tfjs-node 4.22 calls two helpers that Node 23 removed.
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  keepMapped(tensorflowLibrary());
  return createRequire(import.meta.url)("@tensorflow/tfjs-node") as Tf;
}

/** dlfcn.h of glibc and of macOS; Node has no name for it. */
const noDelete = process.platform === "darwin" ? 0x80 : 0x1000;

/**
 * A thread that ends unloads its addons, and with the last one TensorFlow itself, whose exit handlers the process would then
 * call where nothing is any more: a crash after all is done.
 */
function keepMapped(library: string | null): void {
  if (library === null) return;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_LAZY | noDelete);
  } catch {
    // It is no addon, and Node says so; that it is mapped is all that is asked for.
  }
}

function loadLaneKernel(): LaneKernel | null {
  const file = laneKernelFile();
  return file === null ? null : (createRequire(import.meta.url)(file) as LaneKernel);
}

function operations(
  ops: TensorflowOps,
): Omit<Engine, "name" | "tf" | "laneKernel" | "lanesShareProducts" | "parameter" | "updater"> {
  const { tf, binding, type, flag, text, ints, op } = ops;

  /** Past `tf.matMul`, which makes every product a batched one, with three reshapes. */
  function product<T extends Tensor>(a: T, b: T, transposeA: boolean, transposeB: boolean): T {
    if (a.rank === 2) {
      const attributes = [type("T"), flag("transpose_a", transposeA), flag("transpose_b", transposeB)];
      return op("MatMul", attributes, [a, b]) as T;
    }
    const attributes = [type("T"), flag("adj_x", transposeA), flag("adj_y", transposeB)];
    return op("BatchMatMulV2", attributes, [a, b]) as T;
  }

  return {
    activate: <T extends Tensor>(kind: Activation, x: T) => op(kernels[kind].of, [type("T")], [x]) as T,
    activationGradient<T extends Tensor>(kind: Activation, gradient: T, output: T) {
      const inputs = kind === "relu" ? [gradient, output] : [output, gradient];
      return op(kernels[kind].gradient, [type("T")], inputs) as T;
    },
    gatherRows(matrix, indices) {
      const int32 = binding.TF_INT32;
      const attributes = [
        ints("batch_dims", 0),
        type("Tparams"),
        type("Tindices", int32),
        type("Taxis", int32),
      ];
      return op("GatherV2", attributes, [matrix, indices, tf.scalar(0, "int32")]) as Tensor2D;
    },
    columnSums(matrix) {
      // Not `sum`: its order depends on the shape. A product with ones gives a column the same bits in any matrix.
      const ones = tf.ones<Rank.R2>([1, matrix.shape[0]]);
      return tf.reshape(product(ones, matrix, false, false), [matrix.shape[1]]);
    },
    matMul: (a, b) => product(a, b, false, false),
    matMulTransposedA<T extends Tensor>(a: T, b: T): T {
      if (a.rank > 2 || a.shape[1] !== 1) return product(a, b, true, false);
      // A single row takes another path through TensorFlow, with other last bits than the same row among others.
      return tf.slice(product(tf.concat([a, a], 1), b, true, false), 0, 1) as T;
    },
    matMulTransposedB<T extends Tensor>(a: T, b: T): T {
      if (b.rank > 2 || b.shape[0] !== 1) return product(a, b, false, true);
      return tf.slice(product(a, tf.concat([b, b]), false, true), [0, 0], [-1, 1]) as T;
    },
    convFilterGradient(x, dy, filterShape) {
      const attributes = [
        type("T"),
        ints("strides", [1, 1, 1, 1]),
        text("padding", "VALID"),
        text("data_format", "NHWC"),
        flag("use_cudnn_on_gpu", false),
        ints("dilations", [1, 1, 1, 1]),
      ];
      return op("Conv2DBackpropFilter", attributes, [x, tf.tensor1d(filterShape, "int32"), dy]) as typeof x;
    },
    dropoutMask(shape, rate, seed, counter) {
      // One random byte decides an element: a quarter of the random numbers, and the rate in steps of 1/256.
      const size = sizeOfShape(shape);
      const words = Math.ceil(size / 4);
      const [int32, uint8] = [binding.TF_INT32, binding.TF_UINT8];
      const random = op(
        "StatelessRandomUniformFullInt",
        [type("dtype", int32), type("T", int32), type("Tseed", int32)],
        [tf.tensor1d([words], "int32"), tf.tensor1d([seed, counter], "int32")],
      );
      const bytes = op("Bitcast", [type("T", int32), type("type", uint8)], [random]);
      const dropped = op(
        "Cast",
        [type("SrcT", int32), type("DstT", uint8), flag("Truncate", false)],
        [tf.scalar(droppedOf256(rate), "int32")],
      );
      const mask = tf.cast(op("GreaterEqual", [type("T", uint8)], [bytes, dropped]), "float32");
      const flat = tf.reshape(mask, [4 * words]);
      return tf.reshape(4 * words === size ? flat : tf.slice(flat, 0, size), shape);
    },
  };
}

const kernels = {
  relu: { of: "Relu", gradient: "ReluGrad" },
  tanh: { of: "Tanh", gradient: "TanhGrad" },
  sigmoid: { of: "Sigmoid", gradient: "SigmoidGrad" },
} as const satisfies Record<Activation, object>;
