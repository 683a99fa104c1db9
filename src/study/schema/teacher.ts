import { z } from "zod";
import { axis, extended, fraction, name, reference, seed, widths } from "./fields.ts";
import { activation, soft, training, trainingAxes, trainingSet, trainingSetAxes } from "./training.ts";

export const maximumMembers = 100;

const rate = z.number().min(0).lt(1);

/** Of a teacher that is trained in a process of its own: `conv`, and an `mlp` with dropout or jitter. */
const alone = {
  /** Each time an image is seen it is shifted by up to so many pixels each way, the edge filled with 0. */
  jitter: z.int().min(0).max(8).default(0),
  /** TensorFlow threads; the last bits of the weights depend on it, so it is part of the key. Default: the cores. */
  threads: z.int().min(1).max(1024).optional(),
};

const teacherFields = {
  name,
  extends: extended,
  ...training,
  /** 0: an untrained teacher, as a control. */
  epochs: z.int().min(0).max(100_000),
  ...trainingSet,
  /** Without it every seed of the study trains its own teacher. */
  seed: seed.optional(),
  reference,
};

const teacherAxes = {
  ...trainingSetAxes,
  hidden: axis(widths),
  ...trainingAxes,
  epochs: axis(teacherFields.epochs),
  seed: axis(seed),
};

/** Of a teacher that was trained elsewhere: it is read, and the same for all seeds. */
const outsideFields = { name, extends: extended, reference };

const path = z.string().min(1).max(4096);

/** What a file or a model gives: it is checked, and logits are what is kept. */
const output = z.enum(["logits", "probabilities"]).default("logits");

export const teacherSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...teacherFields,
    kind: z.literal("mlp"),
    hidden: widths,
    activation,
    ...alone,
    dropout: z.strictObject({ input: rate, hidden: rate }).default({ input: 0, hidden: 0 }),
    /** A teacher that this one learns from: a teacher assistant (Mirzadeh et al. 2020). */
    teacher: name.optional(),
    /** Of the assistant's soft term. */
    temperature: soft.temperature,
    alpha: fraction.default(1),
    grid: z.strictObject({ ...teacherAxes, activation: axis(activation.unwrap()) }).optional(),
  }),
  z.strictObject({
    ...teacherFields,
    kind: z.literal("conv"),
    filters: z.int().min(1).max(1024).default(32),
    kernelSize: z.int().min(1).max(15).default(3),
    /** 0 for none; n for n x n max pooling after the convolution. */
    pooling: z.int().min(0).max(8).default(0),
    hidden: widths.default([1200, 1200]),
    ...alone,
    /** After the convolution, and after each dense layer. */
    dropout: z.strictObject({ conv: rate, dense: rate }).default({ conv: 0.25, dense: 0.5 }),
    grid: z.strictObject(teacherAxes).optional(),
  }),
  /** Several teachers as one: the mean of their probabilities. */
  z.strictObject({
    name,
    extends: extended,
    kind: z.literal("ensemble"),
    members: z.array(name).min(1, "at least one member").max(maximumMembers),
    reference,
  }),
  /** Its outputs, `[rows, classes]`, saved by NumPy: a row for each row of the data's files. */
  z.strictObject({
    ...outsideFields,
    kind: z.literal("logits"),
    path,
    /** The outputs for the data's test file; without it they follow those for the train file in `path`. */
    testPath: path.optional(),
    output,
  }),
  /** A folder of TensorFlow.js: model.json, a Sequential model, and its weights. */
  z.strictObject({ ...outsideFields, kind: z.literal("layers-model"), path }),
  /** A folder that Keras or TensorFlow exported; needs the native engine. */
  z.strictObject({
    ...outsideFields,
    kind: z.literal("savedmodel"),
    path,
    /** Which of its functions is called: one input, one output. */
    signature: z.string().min(1).max(200).default("serving_default"),
    output,
  }),
]);
