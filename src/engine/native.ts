// @tensorflow/tfjs-node: TensorFlow's own kernels, resource variables and fused updates. Kernels are called through
// the backend, past tfjs's gradient tape; each name below is a TensorFlow op.
import { createRequire } from "node:module";
import util from "node:util";
import type { Rank, Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { Activation, Optimizer } from "../study/schema.ts";
import { laneKernelFile } from "./available.ts";
import {
  adam,
  droppedOf256,
  type Engine,
  type Parameter,
  slotsOf,
  type Tf,
  type UpdateRule,
  type Updater,
  type UpdaterState,
  valuesOf,
} from "./engine.ts";
import type { LaneKernel } from "./lane-kernel.ts";

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
    | "TF_UINT8"
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
  return { name: "native", tf, laneKernel: loadLaneKernel(), ...ops };
}

function loadTfjsNode(): Tf {
  // tfjs-node 4.22 calls two helpers that Node 23 removed.
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  return createRequire(import.meta.url)("@tensorflow/tfjs-node") as Tf;
}

function loadLaneKernel(): LaneKernel | null {
  const file = laneKernelFile();
  return file === null ? null : (createRequire(import.meta.url)(file) as LaneKernel);
}

function tensorflowOps(backend: NativeBackend, tf: Tf): Omit<Engine, "name" | "tf" | "laneKernel"> {
  const { binding } = backend;
  const type = (name: string, value = binding.TF_FLOAT): OpAttribute => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value,
  });
  const text = (name: string, value: string): OpAttribute => ({ name, type: binding.TF_ATTR_STRING, value });
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: binding.TF_ATTR_BOOL, value });
  const ints = (name: string, value: number | number[]): OpAttribute => ({
    name,
    type: binding.TF_ATTR_INT,
    value,
  });
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
    const set = (value: Tensor) => effect("AssignVariableOp", [type("dtype")], [handle, value]);
    set(initial);
    return {
      handle,
      shape: initial.shape,
      read: () => op("ReadVariableOp", [type("dtype")], [handle]),
      set,
      assign(values) {
        const tensor = tf.tensor(values, initial.shape);
        set(tensor);
        tensor.dispose();
      },
      dispose() {
        effect("DestroyResourceOp", [flag("ignore_lookup_error", true)], [handle]);
        handle.dispose();
      },
    };
  }

  /** A slot for each parameter: zeros, or what another updater left. */
  function slotsLike(parameters: readonly Parameter[], from: readonly Float32Array[] | undefined) {
    return parameters.map(({ shape }, i) => {
      if (from) return parameter(from[i]!, shape);
      const zeros = tf.zeros(shape);
      const slot = variable(zeros);
      zeros.dispose();
      return slot;
    });
  }

  /** The tensor of a number that changes rarely: the one before is kept until it does. */
  function heldScalar() {
    let held: { readonly value: number; readonly tensor: Tensor } | null = null;
    return {
      of(value: number): Tensor {
        if (held?.value === value) return held.tensor;
        held?.tensor.dispose();
        held = { value, tensor: tf.keep(tf.scalar(value)) };
        return held.tensor;
      },
      dispose: () => held?.tensor.dispose(),
    };
  }

  function updater(parameters: readonly Parameter[], rule: UpdateRule, from?: UpdaterState): Updater {
    const targets = parameters as readonly NativeParameter[];
    const count = targets.length;
    const slots = Array.from({ length: slotsOf[rule.optimizer] }, (_, i) =>
      slotsLike(targets, from?.slots.slice(i * count, (i + 1) * count)),
    );
    const rate = heldScalar();
    const constants = [adam.beta1, adam.beta2, adam.epsilon].map((value) => tf.keep(tf.scalar(value)));
    const momentum = tf.keep(tf.scalar(rule.momentum));
    const noLocking = flag("use_locking", false);
    const noNesterov = flag("use_nesterov", false);
    let steps = from?.steps ?? 0;

    const rules: Record<Optimizer, (target: Tensor, i: number, rate: Tensor, gradient: Tensor) => void> = {
      sgd(target, _, learningRate, gradient) {
        effect("ResourceApplyGradientDescent", [type("T"), noLocking], [target, learningRate, gradient]);
      },
      momentum(target, i, learningRate, gradient) {
        const inputs = [target, slots[0]![i]!.handle, learningRate, gradient, momentum];
        effect("ResourceApplyMomentum", [type("T"), noLocking, noNesterov], inputs);
      },
      adam(target, i, learningRate, gradient) {
        const inputs = [target, slots[0]![i]!.handle, slots[1]![i]!.handle, ...powers, learningRate];
        effect("ResourceApplyAdam", [type("T"), noLocking, noNesterov], [...inputs, ...constants, gradient]);
      },
    };
    let powers: Tensor[] = [];

    return {
      apply(gradients, learningRate) {
        steps++;
        powers =
          rule.optimizer === "adam" ? [tf.scalar(adam.beta1 ** steps), tf.scalar(adam.beta2 ** steps)] : [];
        const scalar = rate.of(learningRate);
        targets.forEach(({ handle }, i) => void rules[rule.optimizer](handle, i, scalar, gradients[i]!));
        tf.dispose(powers);
      },
      state: () => ({ steps, slots: slots.flat().map(valuesOf) }),
      dispose: () => [...slots.flat(), ...constants, momentum, rate].forEach((held) => void held.dispose()),
    };
  }

  return {
    parameter,
    updater,
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
      const size = shape.reduce((product, extent) => product * extent, 1);
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

interface NativeParameter extends Parameter {
  readonly handle: Tensor;
}
