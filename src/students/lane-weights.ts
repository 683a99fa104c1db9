// The weights of one network as plain arrays. Those of a fully connected one: kernel `[in, out]` row-major and bias
// `[out]` of each layer in turn, for sizes `[inputs, hidden..., classes]`.
import { type RandomStream, stream } from "../random/stream.ts";
import type { Role } from "../training/role.ts";

/** Parameter by parameter, as the kind of network says. The first is a kernel `[inputs, units]`. */
export type LaneWeights = readonly Float32Array[];

/**
 * Kernels as `glorotKernel` draws them, biases 0. The streams are of the seed, the role and the layer alone, so all
 * students of one seed start alike where their shapes agree, and no teacher starts as its student does.
 */
export function initialWeights(sizes: readonly number[], seed: number, role: Role = "student"): LaneWeights {
  return sizes.slice(1).flatMap((outputs, layer) => {
    const kernel = glorotKernel(sizes[layer]!, outputs, stream(seed, role, "init", layer));
    return [kernel, new Float32Array(outputs)];
  });
}

/** `[inputs, outputs]`, uniform within ±sqrt(6 / (inputs + outputs)): Glorot & Bengio 2010, eq. 16. */
export function glorotKernel(inputs: number, outputs: number, random: RandomStream): Float32Array {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return Float32Array.from({ length: inputs * outputs }, () => (2 * random.uniform() - 1) * limit);
}
