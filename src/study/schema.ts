// The study language. Each level is a strict object, so a misspelt key is an error and `__proto__` has no way in.
// This file is the one place where a default is stated.
import { z } from "zod";

const name = z
  .string()
  .regex(/^[\w][\w .,:()+=%-]{0,79}$/, "1 to 80 letters, digits, spaces and . , : ( ) + = % - _");
const folderName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "lower-case letters, digits and hyphens");
const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const count = z.int().min(1).max(1_000_000);
const positive = z.number().positive().max(1e6);
const fraction = z.number().min(0).max(1);
const widths = z.array(z.int().min(1).max(65_536)).max(16);

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits");

const imageLimits = {
  /** Use only so many rows of the train and test files; chosen by the split seed. */
  trainLimit: count.optional(),
  testLimit: count.optional(),
  /** Rows held out of the train file for every choice that is made. */
  validation: count.default(6000),
  /** `study`: every seed of the study holds out, and leaves out, rows of its own. */
  splitSeed: z.union([seed, z.literal("study")]).default(0),
};

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
    name: z.literal("moons"),
    /** Training points. Validation and test points come from streams of their own. */
    n: count.default(1000),
    validation: count.default(1000),
    test: count.default(10_000),
    /** Standard deviation of the Gaussian noise on each coordinate. */
    noise: z.number().min(0).max(10),
    /** Without it every seed of the study draws its own points. */
    seed: seed.optional(),
  }),
]);

const training = {
  optimizer: z.enum(["sgd", "momentum", "adam"]).default("adam"),
  learningRate: positive.default(0.001),
  /** Used by the optimizer `momentum` only. */
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Part of the rate by which each step shrinks every kernel, never a bias: decoupled (Loshchilov & Hutter 2019). */
  weightDecay: z.number().min(0).max(1000).default(0),
  /** Of the learning rate after the warm-up: the same to the end, or half a cosine down to 0 (Loshchilov & Hutter 2017). */
  schedule: z.enum(["constant", "cosine"]).default("constant"),
  /** Steps in which the learning rate rises linearly from 0. */
  warmupSteps: z.int().min(0).max(1_000_000).default(0),
  /** Share of a hard label that is spread evenly over all classes (Szegedy et al. 2016). */
  labelSmoothing: z.number().min(0).lt(1).default(0),
  batchSize: z.int().min(1).max(65_536).default(128),
  epochs: z.int().min(1).max(100_000),
  /** Stop after so many epochs without a rise of validation accuracy, and keep the best epoch's weights. */
  patience: z.int().min(1).max(100_000).optional(),
};

/** Of every hidden layer; the last layer is linear. */
const activation = z.enum(["relu", "tanh", "sigmoid"]).default("relu");

/** A published accuracy (0 to 1) that the report prints beside ours. */
const reference = fraction.optional();

export const teacherSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    name,
    kind: z.literal("mlp"),
    hidden: widths,
    activation,
    ...training,
    seed: seed.optional(),
    reference,
  }),
  z.strictObject({
    name,
    kind: z.literal("conv"),
    filters: z.int().min(1).max(1024).default(32),
    kernelSize: z.int().min(1).max(15).default(3),
    /** 0 for none; n for n x n max pooling after the convolution. */
    pooling: z.int().min(0).max(8).default(0),
    hidden: widths.default([1200, 1200]),
    /** After the convolution, and after each dense layer. */
    dropout: z
      .strictObject({ conv: z.number().min(0).lt(1), dense: z.number().min(0).lt(1) })
      .default({ conv: 0.25, dense: 0.5 }),
    ...training,
    /** TensorFlow threads; the last bits of the weights depend on it, so it is part of the key. Default: the cores. */
    threads: z.int().min(1).max(1024).optional(),
    /** Without it every seed of the study trains its own teacher. */
    seed: seed.optional(),
    reference,
  }),
]);

/** `[1, 2, 4]`: each value multiplies the student. */
const axis = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(1000).optional();

const soft = {
  /** Divides the logits of teacher and student in the soft term. */
  temperature: z.number().positive().max(1000).default(2),
  /** Weight of the soft term; the hard term has 1 - alpha. */
  alpha: fraction.default(1),
};

/** Of every student that is trained by gradients. */
const networkAxes = {
  temperature: axis(soft.temperature.unwrap()),
  alpha: axis(fraction),
  optimizer: axis(training.optimizer.unwrap()),
  learningRate: axis(positive),
  momentum: axis(training.momentum.unwrap()),
  weightDecay: axis(training.weightDecay.unwrap()),
  schedule: axis(training.schedule.unwrap()),
  warmupSteps: axis(training.warmupSteps.unwrap()),
  labelSmoothing: axis(training.labelSmoothing.unwrap()),
  batchSize: axis(training.batchSize.unwrap()),
  epochs: axis(training.epochs),
};

/** What a tree on soft labels fits: the teacher's probabilities at a temperature, or its logits. */
const treeTargets = {
  temperature: z.number().positive().max(1000).default(1),
  targets: z.enum(["probabilities", "logits"]).default("probabilities"),
};

const unlimited = z.literal("unlimited");

const treeLimits = {
  /** Of the longest path: 0 is a tree of one leaf. */
  maxDepth: z.union([z.int().min(0).max(1_000_000), unlimited]).default("unlimited"),
  /** Kept by best first: the split of the largest gain, again and again. */
  maxLeaves: z.union([count, unlimited]).default("unlimited"),
  /** Samples that a split leaves on each side at least. */
  minSamplesLeaf: count.default(1),
  /** Price of a leaf in the mean squared error of the training rows (Breiman et al. 1984): pruning; 0 for none. */
  costComplexity: z.number().min(0).max(1e6).default(0),
};

/** Soft decision trees as in Frosst & Hinton 2017 (arXiv 1711.09784). */
const softTree = {
  /** Inner nodes on each path: 2^depth - 1 filters and 2^depth leaves. */
  depth: z.int().min(1).max(10).default(8),
  /** Multiplies what a filter gives before the sigmoid. */
  inverseTemperature: positive.default(1),
  /** Weight of the penalty on unbalanced splits at the root, halved with each level below. */
  balancePenalty: z.number().min(0).max(1000).default(0.1),
  /** The distribution of the leaf with the greatest path probability, or the mean of all by path probability. */
  prediction: z.enum(["likeliest-leaf", "all-leaves"]).default("likeliest-leaf"),
};

const armFields = {
  name,
  labels: z.enum(["hard", "soft"]),
  /** Name of the teacher; may be left out where the experiment has one. */
  teacher: name.optional(),
  /** Name of the arm that this one is compared with, seed by seed. */
  baseline: name.optional(),
  reference,
};

export const studentSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...armFields,
    kind: z.literal("mlp"),
    hidden: widths.default([10, 10]),
    activation,
    ...soft,
    ...training,
    grid: z
      .strictObject({ ...networkAxes, hidden: axis(widths), activation: axis(activation.unwrap()) })
      .optional(),
  }),
  z.strictObject({
    ...armFields,
    kind: z.literal("tree"),
    /** `exact` is ours; `ml-cart` a peer for small data, which grows to the end and has no other settings. */
    implementation: z.enum(["exact", "ml-cart"]).default("exact"),
    ...treeTargets,
    ...treeLimits,
    grid: z
      .strictObject({
        temperature: axis(treeTargets.temperature.unwrap()),
        targets: axis(treeTargets.targets.unwrap()),
        maxDepth: axis(treeLimits.maxDepth.unwrap()),
        maxLeaves: axis(treeLimits.maxLeaves.unwrap()),
        minSamplesLeaf: axis(treeLimits.minSamplesLeaf.unwrap()),
        costComplexity: axis(treeLimits.costComplexity.unwrap()),
      })
      .optional(),
  }),
  z.strictObject({
    ...armFields,
    kind: z.literal("soft-tree"),
    ...softTree,
    ...soft,
    ...training,
    grid: z
      .strictObject({
        ...networkAxes,
        depth: axis(softTree.depth.unwrap()),
        inverseTemperature: axis(positive),
        balancePenalty: axis(softTree.balancePenalty.unwrap()),
        prediction: axis(softTree.prediction.unwrap()),
      })
      .optional(),
  }),
]);

export const experimentSchema = z.strictObject({
  name: folderName,
  title: z.string().max(200).optional(),
  dataset: datasetSchema,
  teachers: z.array(teacherSchema).max(1000).default([]),
  students: z.array(studentSchema).min(1, "at least one student").max(1000),
});

export const studySchema = z.strictObject({
  name: folderName,
  title: z.string().max(200).optional(),
  /** Paragraphs of markdown at the head of the report: what is asked, and where the references come from. */
  description: z.string().max(20_000).optional(),
  seeds: z.array(seed).min(1, "at least one seed").max(1000),
  experiments: z.array(experimentSchema).min(1, "at least one experiment").max(100),
});

export type StudyInput = z.input<typeof studySchema>;
export type Study = z.output<typeof studySchema>;
export type Experiment = z.output<typeof experimentSchema>;
export type DatasetSpec = z.output<typeof datasetSchema>;
export type TeacherSpec = z.output<typeof teacherSchema>;
export type ConvTeacherSpec = Extract<TeacherSpec, { kind: "conv" }>;
export type StudentSpec = z.output<typeof studentSchema>;
export type MlpStudentSpec = Extract<StudentSpec, { kind: "mlp" }>;
export type TreeStudentSpec = Extract<StudentSpec, { kind: "tree" }>;
export type SoftTreeStudentSpec = Extract<StudentSpec, { kind: "soft-tree" }>;
/** Students that are trained by gradients, in stacks. */
export type NetworkStudentSpec = MlpStudentSpec | SoftTreeStudentSpec;
/** The fields that say how a network is trained, of a teacher or a student. */
export type TrainingSpec = Pick<MlpStudentSpec, keyof typeof training>;
export type Optimizer = MlpStudentSpec["optimizer"];
export type Activation = MlpStudentSpec["activation"];
export type Schedule = MlpStudentSpec["schedule"];
