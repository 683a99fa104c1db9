// The weights of a LayersModel folder that others have written.
import type { z } from "zod";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { UserError } from "../user-error.ts";
import { floatsOfBytes } from "./floats-of-bytes.ts";
import { checked, jsonOf, manifestSchema } from "./layers-model-json.ts";

export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Names of the files of weights, in their order. `file` names model.json in messages. @throws UserError */
export function weightFilesOf(modelJson: Uint8Array, file: string): string[] {
  return checked(manifestSchema, jsonOf(modelJson, file), file).weightsManifest.flatMap(({ paths }) => paths);
}

/** By name, without the `:0` of TensorFlow. `files`: in the order of `weightFilesOf`. @throws UserError */
export function weightsOf(
  { weightsManifest }: z.output<typeof manifestSchema>,
  files: readonly Uint8Array[],
  file: string,
): ReadonlyMap<string, WeightArray> {
  const all = new Map<string, WeightArray>();
  let next = 0;
  for (const { paths, weights } of weightsManifest) {
    const bytes = Buffer.concat(files.slice(next, next + paths.length));
    next += paths.length;
    const sizes = weights.map(({ shape }) => 4 * sizeOfShape(shape));
    const expected = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes.length !== expected) {
      throw new UserError(
        `${file}: expected ${expected} bytes of weights in ${paths.join(", ")}, as it says, got ${bytes.length}. The files are not of one model.`,
      );
    }
    let first = 0;
    for (const [index, weight] of weights.entries()) {
      const values = floatsOfBytes(bytes.subarray(first, first + sizes[index]!));
      if (!values.every(Number.isFinite))
        throw new UserError(`${file}: expected finite weights, got others in \`${weight.name}\`.`);
      all.set(weight.name.replace(/:0$/, ""), { shape: weight.shape, values });
      first += sizes[index]!;
    }
  }
  return all;
}
