// How a network is trained, and on what: the fields that teachers and students share.
import { z } from "zod";
import { axis, fraction, positive } from "./fields.ts";

/**
 * Which rows of the training split a model sees, and with which labels. Models of one seed draw the same rows and the same
 * wrong labels. However few the rows, an epoch has as many as the whole split: budgets stay equal.
 */
export const trainingSet = {
  /** Share of the training rows; those of a smaller share are among those of a larger one. */
  trainFraction: z.number().positive().max(1).default(1),
  /** Share of the hard labels that are replaced by another class, each one equally likely. */
  labelNoise: fraction.default(0),
  /** No row of these classes is seen. */
  leftOutClasses: z.array(z.int().min(0).max(255)).max(255).default([]),
};

export const trainingSetAxes = {
  trainFraction: axis(trainingSet.trainFraction.unwrap()),
  labelNoise: axis(trainingSet.labelNoise.unwrap()),
  leftOutClasses: axis(trainingSet.leftOutClasses.unwrap()),
};

export const training = {
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

export const trainingAxes = {
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

export const soft = {
  /** Divides the logits of teacher and student in the soft term. */
  temperature: z.number().positive().max(1000).default(2),
  /** Weight of the soft term; the hard term has 1 - alpha. */
  alpha: fraction.default(1),
};

/** Of every hidden layer; the last layer is linear. */
export const activation = z.enum(["relu", "tanh", "sigmoid"]).default("relu");
