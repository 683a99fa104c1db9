import { z } from "zod";
import { axis, count, seed } from "./fields.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits");

const imageLimits = {
  /** Use only so many rows of the train and test files; chosen by the split seed. */
  trainLimit: count.optional(),
  testLimit: count.optional(),
  /** Rows held out of the train file for every choice that is made. */
  validation: count.default(6000),
  /** `study`: every seed of the study holds out, and leaves out, rows of its own. */
  splitSeed: z.union([seed, z.literal("study")]).default(0),
  /** Each combination of values makes an experiment of its own. */
  grid: z
    .strictObject({ trainLimit: axis(count), validation: axis(count), splitSeed: axis(seed) })
    .optional(),
};

const share = z.number().gt(0).lt(1);

/** Of rows of one's own, however they are written. */
const ownRowLimits = {
  /** Of all rows, where there is no file for test. */
  testShare: share.default(0.2),
  /** Of the rows to learn from: held out for every choice that is made. */
  validationShare: share.default(0.2),
  trainLimit: count.optional(),
  testLimit: count.optional(),
  splitSeed: z.union([seed, z.literal("study")]).default(0),
  grid: z.strictObject({ trainLimit: axis(count), splitSeed: axis(seed) }).optional(),
};

const noise = z.number().min(0).max(10);

export const datasetSchema = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("mnist"), ...imageLimits }),
  z.strictObject({
    name: z.literal("idx"),
    trainImages: z.string().min(1),
    trainLabels: z.string().min(1),
    testImages: z.string().min(1),
    testLabels: z.string().min(1),
    /** Of the decompressed payloads; checked where given. */
    sha256: z
      .strictObject({
        trainImages: sha256.optional(),
        trainLabels: sha256.optional(),
        testImages: sha256.optional(),
        testLabels: sha256.optional(),
      })
      .optional(),
    ...imageLimits,
  }),
  z.strictObject({
    name: z.literal("csv"),
    /** The rows to learn from, below a header. */
    file: z.string().min(1),
    /** The rows to be judged by; without it a share of those of `file`. */
    testFile: z.string().min(1).optional(),
    /** The column of the classes. */
    label: z.string().min(1),
    /** The columns to learn from. Default: all others. */
    features: z.array(z.string().min(1)).min(1).max(10_000).optional(),
    /** Numbers get mean 0 and standard deviation 1 over the training rows. */
    standardize: z.boolean().default(true),
    ...ownRowLimits,
  }),
  z.strictObject({
    name: z.literal("npy"),
    /** Arrays of NumPy: samples `[n, ...]` to learn from, and the class of each `[n]`. */
    features: z.string().min(1),
    labels: z.string().min(1),
    /** Samples to be judged by; without them a share of the others. */
    testFeatures: z.string().min(1).optional(),
    testLabels: z.string().min(1).optional(),
    /** Every feature gets mean 0 and standard deviation 1 over the training rows. Not of bytes, which are scaled by 1/255. */
    standardize: z.boolean().default(false),
    ...ownRowLimits,
  }),
  z.strictObject({
    name: z.literal("moons"),
    /** Training points. Validation and test points come from streams of their own. */
    n: count.default(1000),
    validation: count.default(1000),
    test: count.default(10_000),
    /** Standard deviation of the Gaussian noise on each coordinate. */
    noise,
    /** Without it every seed of the study draws its own points. */
    seed: seed.optional(),
    grid: z.strictObject({ n: axis(count), noise: axis(noise), seed: axis(seed) }).optional(),
  }),
]);
