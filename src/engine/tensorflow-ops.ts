// TensorFlow's ops by name, past tfjs's kernels and its gradient tape.
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "./engine.ts";

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The part of tfjs-node's backend that is used here. */
export interface NativeBackend {
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

export interface TensorflowOps {
  readonly tf: Tf;
  readonly binding: NativeBackend["binding"];
  /** Attributes; a type is float unless it is given. */
  type(name: string, value?: number): OpAttribute;
  text(name: string, value: string): OpAttribute;
  flag(name: string, value: boolean): OpAttribute;
  ints(name: string, value: number | number[]): OpAttribute;
  /** Runs an op with one output, which is the caller's. */
  op(name: string, attributes: OpAttribute[], inputs: Tensor[]): Tensor;
  /** Runs an op without an output. */
  effect(name: string, attributes: OpAttribute[], inputs: Tensor[]): void;
}

export function tensorflowOps(backend: NativeBackend, tf: Tf): TensorflowOps {
  const { binding } = backend;
  return {
    tf,
    binding,
    type: (name, value = binding.TF_FLOAT) => ({ name, type: binding.TF_ATTR_TYPE, value }),
    text: (name, value) => ({ name, type: binding.TF_ATTR_STRING, value }),
    flag: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    ints: (name, value) => ({ name, type: binding.TF_ATTR_INT, value }),
    op: (name, attributes, inputs) => backend.executeSingleOutput(name, attributes, inputs),
    effect: (name, attributes, inputs) => void backend.executeMultipleOutputs(name, attributes, inputs, 0),
  };
}
