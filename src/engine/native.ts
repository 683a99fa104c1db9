// @tensorflow/tfjs-node: TensorFlow's own kernels, resource variables and fused updates. Kernels are called through
// the backend, past tfjs's gradient tape; each name below is a TensorFlow op.
import { createRequire } from "node:module";
import util from "node:util";
import type { Rank, Tensor } from "@tensorflow/tfjs-core";
import { adam, type Engine, type Parameter, type Tf, type Updater, type UpdateSettings } from "./engine.ts";

interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The part of tfjs-node's backend that this file uses. */
interface NativeBackend {
  readonly binding: Record<
    | "TF_FLOAT"
    | "TF_INT32"
    | "TF_ATTR_TYPE"
    | "TF_ATTR_STRING"
    | "TF_ATTR_SHAPE"
    | "TF_ATTR_BOOL"
    | "TF_ATTR_INT",
    number
  >;
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: Tensor[]): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: OpAttribute[],
    inputs: Tensor[],
    outputs: number,
  ): Tensor[];
}

export function nativeEngine(): Engine {
  const tf = loadTfjsNode();
  const ops = tensorflowOps(tf.findBackend("tensorflow") as unknown as NativeBackend, tf);
  return { name: "native", tf, ...ops };
}

function loadTfjsNode(): Tf {
  // tfjs-node 4.22 calls two helpers that Node 23 removed.
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  return createRequire(import.meta.url)("@tensorflow/tfjs-node") as Tf;
}

function tensorflowOps(backend: NativeBackend, tf: Tf): Omit<Engine, "name" | "tf"> {
  const { binding } = backend;
  const type = (name: string, value = binding.TF_FLOAT): OpAttribute => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value,
  });
  const text = (name: string, value: string): OpAttribute => ({ name, type: binding.TF_ATTR_STRING, value });
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: binding.TF_ATTR_BOOL, value });
  const ints = (name: string, value: number[]): OpAttribute => ({ name, type: binding.TF_ATTR_INT, value });
  const op = (name: string, attributes: OpAttribute[], inputs: Tensor[]) =>
    backend.executeSingleOutput(name, attributes, inputs);
  const effect = (name: string, attributes: OpAttribute[], inputs: Tensor[]) =>
    void backend.executeMultipleOutputs(name, attributes, inputs, 0);

  /** Past `tf.matMul`, which makes every product a batched one, with three reshapes. */
  function product<T extends Tensor>(a: T, b: T, transposeA: boolean, transposeB: boolean): T {
    if (a.rank === 2) {
      const attributes = [type("T"), flag("transpose_a", transposeA), flag("transpose_b", transposeB)];
      return op("MatMul", attributes, [a, b]) as T;
    }
    const attributes = [type("T"), flag("adj_x", transposeA), flag("adj_y", transposeB)];
    return op("BatchMatMulV2", attributes, [a, b]) as T;
  }

  let variables = 0;

  function parameter(initial: Float32Array, shape: number[]): NativeParameter {
    const value = tf.tensor(initial, shape);
    const created = variable(value);
    value.dispose();
    return created;
  }

  function variable(initial: Tensor): NativeParameter {
    const handle = tf.keep(
      op(
        "VarHandleOp",
        [
          text("container", ""),
          text("shared_name", `distilgrid-${variables++}`),
          type("dtype"),
          { name: "shape", type: binding.TF_ATTR_SHAPE, value: initial.shape },
        ],
        [],
      ),
    );
    effect("AssignVariableOp", [type("dtype")], [handle, initial]);
    return {
      handle,
      shape: initial.shape,
      read: () => op("ReadVariableOp", [type("dtype")], [handle]),
      assign(value) {
        const tensor = tf.tensor(value, initial.shape);
        effect("AssignVariableOp", [type("dtype")], [handle, tensor]);
        tensor.dispose();
      },
      dispose() {
        effect("DestroyResourceOp", [flag("ignore_lookup_error", true)], [handle]);
        handle.dispose();
      },
    };
  }

  function zerosLike(parameter: Parameter): NativeParameter {
    const zeros = tf.zeros(parameter.shape);
    const slot = variable(zeros);
    zeros.dispose();
    return slot;
  }

  function sgd(targets: NativeParameter[], { learningRate }: UpdateSettings): Updater {
    const rate = tf.keep(tf.scalar(learningRate));
    return {
      apply: (gradients) =>
        targets.forEach((target, i) => {
          const attributes = [type("T"), flag("use_locking", false)];
          effect("ResourceApplyGradientDescent", attributes, [target.handle, rate, gradients[i]!]);
        }),
      dispose: () => rate.dispose(),
    };
  }

  function withMomentum(targets: NativeParameter[], settings: UpdateSettings): Updater {
    const rate = tf.keep(tf.scalar(settings.learningRate));
    const momentum = tf.keep(tf.scalar(settings.momentum));
    const slots = targets.map(zerosLike);
    const attributes = [type("T"), flag("use_locking", false), flag("use_nesterov", false)];
    return {
      apply: (gradients) =>
        targets.forEach((target, i) => {
          const inputs = [target.handle, slots[i]!.handle, rate, gradients[i]!, momentum];
          effect("ResourceApplyMomentum", attributes, inputs);
        }),
      dispose: () => [...slots, rate, momentum].forEach((held) => void held.dispose()),
    };
  }

  function withAdam(targets: NativeParameter[], { learningRate }: UpdateSettings): Updater {
    const constants = [learningRate, adam.beta1, adam.beta2, adam.epsilon].map((v) => tf.keep(tf.scalar(v)));
    const first = targets.map(zerosLike);
    const second = targets.map(zerosLike);
    const attributes = [type("T"), flag("use_locking", false), flag("use_nesterov", false)];
    let step = 0;
    return {
      apply(gradients) {
        step++;
        const powers = [tf.scalar(adam.beta1 ** step), tf.scalar(adam.beta2 ** step)];
        targets.forEach((target, i) => {
          const slots = [target.handle, first[i]!.handle, second[i]!.handle];
          effect("ResourceApplyAdam", attributes, [...slots, ...powers, ...constants, gradients[i]!]);
        });
        tf.dispose(powers);
      },
      dispose: () => [...first, ...second, ...constants].forEach((held) => void held.dispose()),
    };
  }

  return {
    parameter,
    updater(parameters, settings) {
      const rules = { sgd, momentum: withMomentum, adam: withAdam };
      return rules[settings.optimizer](parameters as NativeParameter[], settings);
    },
    reluGradient: (gradient, output) => op("ReluGrad", [type("T")], [gradient, output]),
    columnSums(matrix) {
      // Not `sum`: its order depends on the shape. A product with ones gives a column the same bits in any matrix.
      const ones = tf.ones<Rank.R2>([1, matrix.shape[0]]);
      return tf.reshape(product(ones, matrix, false, false), [matrix.shape[1]]);
    },
    matMul: (a, b) => product(a, b, false, false),
    matMulTransposedA: (a, b) => product(a, b, true, false),
    matMulTransposedB: (a, b) => product(a, b, false, true),
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
      const uniform = op(
        "StatelessRandomUniform",
        [type("dtype"), type("T", binding.TF_INT32), type("Tseed", binding.TF_INT32)],
        [tf.tensor1d(shape, "int32"), tf.tensor1d([seed, counter], "int32")],
      );
      return tf.mul(tf.cast(tf.greaterEqual(uniform, rate), "float32"), 1 / (1 - rate));
    },
  };
}

interface NativeParameter extends Parameter {
  readonly handle: Tensor;
}
