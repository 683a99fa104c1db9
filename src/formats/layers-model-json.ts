// model.json of a LayersModel folder that others have written: what of it is understood, and by that what is refused.
import { z } from "zod";
import { UserError } from "../user-error.ts";

const name = z.string().min(1).max(500);
const extent = z.int().min(1).max(65_536);
const pair = z.tuple([extent, extent]);
const padding = z.enum(["valid", "same"]).default("valid");
const channelsLast = z.literal("channels_last").nullish();
export const activation = z.enum(["linear", "relu", "tanh", "sigmoid", "softmax"]).nullish();

export const dense = z.object({ name, units: extent, activation, use_bias: z.boolean().default(true) });
export const conv2d = z.object({
  name,
  filters: extent,
  kernel_size: pair,
  strides: pair.default([1, 1]),
  padding,
  data_format: channelsLast,
  dilation_rate: z.tuple([z.literal(1), z.literal(1)]).nullish(),
  groups: z.literal(1).nullish(),
  activation,
  use_bias: z.boolean().default(true),
});
export const maxPooling2d = z.object({
  pool_size: pair.default([2, 2]),
  strides: pair.nullish(),
  padding,
  data_format: channelsLast,
});
export const flatten = z.object({ data_format: channelsLast });
export const activationOnly = z.object({ activation });
const shapeWithBatch = z.array(extent.nullable()).min(2).max(4);
export const input = z.object({
  batch_input_shape: shapeWithBatch.optional(),
  batch_shape: shapeWithBatch.optional(),
});

export const manifestSchema = z.object({
  weightsManifest: z
    .array(
      z.object({
        /** No way out of the folder. */
        paths: z
          .array(z.string().regex(/^[\w-][\w.-]{0,199}$/))
          .min(1)
          .max(1000),
        weights: z
          .array(
            z.object({
              name,
              shape: z.array(extent).max(8),
              dtype: z.literal("float32"),
              quantization: z.never().optional(),
            }),
          )
          .max(10_000),
      }),
    )
    .min(1)
    .max(1000),
});
export const layerSchema = z.object({ class_name: z.string().max(100), config: z.looseObject({}) });
const sequential = z.object({
  class_name: z.literal("Sequential"),
  config: z.union([
    z.array(layerSchema).min(1).max(1000),
    z.object({ layers: z.array(layerSchema).min(1).max(1000) }),
  ]),
});
export const modelSchema = z.object({
  modelTopology: z.union([sequential, z.object({ model_config: sequential })]),
});

const mostJsonBytes = 20e6;

/** `file` names it in messages. @throws UserError */
export function jsonOf(bytes: Uint8Array, file: string): unknown {
  if (bytes.length > mostJsonBytes)
    throw new UserError(
      `${file}: expected at most ${mostJsonBytes / 1e6} MB of JSON, got ${(bytes.length / 1e6).toFixed(0)} MB.`,
    );
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (cause) {
    throw new UserError(`${file}: expected JSON, as TensorFlow.js writes it, got something else.`, { cause });
  }
}

/** @throws UserError */
export function checked<T extends z.ZodType>(schema: T, value: unknown, file: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  throw new UserError(
    `${file}: expected a Sequential model of TensorFlow.js of layers that are known here, got one in which ` +
      `\`${place.slice(0, 200)}\` is not as it should be (${issue?.message ?? ""}). Export the model as a SavedModel (kind: savedmodel), ` +
      "or save its logits (kind: logits).",
  );
}
