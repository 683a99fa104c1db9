import { z } from "zod";
import { axis, count, extended, fraction, name, positive, reference, widths } from "./fields.ts";
import { activation, soft, training, trainingAxes, trainingSet, trainingSetAxes } from "./training.ts";

/** Of every student that is trained by gradients. */
const networkAxes = {
  temperature: axis(soft.temperature.unwrap()),
  alpha: axis(fraction),
  ...trainingAxes,
};

/** Of every student. */
const armAxes = { teacher: axis(name), ...trainingSetAxes };

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

const value = z.union([z.string(), z.number()]);
/** `[{ temperature: 1, alpha: [0.5, 0.9] }]`: a cell that has these values, or one of those listed, is left out. */
const skip = z
  .array(z.record(z.string(), z.union([value, z.array(z.union([value, z.array(z.number())])).min(1)])))
  .max(100)
  .optional();

const armFields = {
  name,
  extends: extended,
  /**
   * `hard`: the true ones. `soft`: the teacher's. `argmax`: the teacher's top class as a hard label. `permuted`: the
   * teacher's soft labels, each given to another sample. The last two are controls.
   */
  labels: z.enum(["hard", "soft", "argmax", "permuted"]),
  /** Name of the teacher; may be left out where the experiment has one. */
  teacher: name.optional(),
  /** Name of the arm that this one is compared with, seed by seed; of several the first stands beside it in figures. */
  baseline: z.union([name, z.array(name).min(1).max(20)]).optional(),
  /** A control: its results stand in a table of their own. */
  control: z.boolean().default(false),
  reference,
  ...trainingSet,
  skip,
};

/** Axes to report on, and axes to choose on validation at each point of the others. */
function axesOfKind<Shape extends z.ZodRawShape>(axes: Shape) {
  return { grid: z.strictObject(axes).optional(), tune: z.strictObject(axes).optional() };
}

export const studentSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...armFields,
    kind: z.literal("mlp"),
    hidden: widths.default([10, 10]),
    activation,
    ...soft,
    ...training,
    /**
     * Of the left-out classes: nothing, or the one number that, added to the biases of all of them, gives the highest
     * validation accuracy (Hinton et al. 2015, section 3).
     */
    leftOutBias: z.enum(["none", "validation"]).default("none"),
    ...axesOfKind({
      ...armAxes,
      ...networkAxes,
      hidden: axis(widths),
      activation: axis(activation.unwrap()),
    }),
  }),
  z.strictObject({
    ...armFields,
    kind: z.literal("tree"),
    /** `exact` is ours; `ml-cart` a peer for small data, which grows to the end and has no other settings. */
    implementation: z.enum(["exact", "ml-cart"]).default("exact"),
    ...treeTargets,
    ...treeLimits,
    ...axesOfKind({
      ...armAxes,
      temperature: axis(treeTargets.temperature.unwrap()),
      targets: axis(treeTargets.targets.unwrap()),
      maxDepth: axis(treeLimits.maxDepth.unwrap()),
      maxLeaves: axis(treeLimits.maxLeaves.unwrap()),
      minSamplesLeaf: axis(treeLimits.minSamplesLeaf.unwrap()),
      costComplexity: axis(treeLimits.costComplexity.unwrap()),
    }),
  }),
  z.strictObject({
    ...armFields,
    kind: z.literal("soft-tree"),
    ...softTree,
    ...soft,
    ...training,
    ...axesOfKind({
      ...armAxes,
      ...networkAxes,
      depth: axis(softTree.depth.unwrap()),
      inverseTemperature: axis(positive),
      balancePenalty: axis(softTree.balancePenalty.unwrap()),
      prediction: axis(softTree.prediction.unwrap()),
    }),
  }),
]);
