// Weights as TensorFlow's resource variables, and the update rules that change them in place.
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Optimizer } from "../study/schema.ts";
import {
  adam,
  type Engine,
  type Parameter,
  slotsOf,
  type UpdateRule,
  type Updater,
  type UpdaterState,
  valuesOf,
} from "./engine.ts";
import type { TensorflowOps } from "./tensorflow-ops.ts";

interface NativeParameter extends Parameter {
  readonly handle: Tensor;
}

export function nativeParameters(ops: TensorflowOps): Pick<Engine, "parameter" | "updater"> {
  const { tf, binding, type, text, flag, op, effect } = ops;
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

  return { parameter, updater };
}
