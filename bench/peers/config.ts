// What all contestants of all works are told: one JSON file in the run's folder, read by TypeScript and Python alike.
import { weightShapes } from "../../src/formats/layers-model.ts";
import { type ConvTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { teacherLayers } from "../../src/teachers/layers.ts";

/** How much one round is. */
export interface RoundSizes {
  /** Steps of all lanes together. */
  readonly stackedSteps: number;
  /** Steps of one student. */
  readonly aloneSteps: number;
  readonly teacherSteps: number;
  readonly labelImages: number;
  /** On the moons: by ml-cart, and by all others. */
  readonly mlCartTrees: number;
  readonly moonsTrees: number;
  /** Training images of an MNIST tree, of which a round is one. */
  readonly treeImages: number;
  /** Whether ours trains the grid of the ablation study or its smoke run. */
  readonly isWholeGrid: boolean;
  /** Of the one student that a peer trains instead, and the images in each. */
  readonly gridEpochs: number;
  readonly gridImages: number;
}

export interface PeersConfig {
  readonly cores: number;
  readonly batchSize: number;
  readonly studentSizes: readonly number[];
  /** Kernel and bias of each layer in turn. */
  readonly studentShapes: readonly (readonly number[])[];
  readonly lanes: readonly { readonly temperature: number; readonly alpha: number }[];
  /** The lane that is trained where there is only one. */
  readonly aloneLane: number;
  readonly studentLearningRate: number;
  readonly teacherShapes: readonly (readonly number[])[];
  readonly teacherLearningRate: number;
  readonly dropout: number;
  /** Images that a peer labels in one call. */
  readonly labelChunk: number;
  readonly rounds: RoundSizes;
}

const dropout = 0.25;
const teacherLearningRate = 5e-4;

/** The network of studies/seed.yaml. */
export const teacherSpec = teacherSchema.parse({
  name: "teacher",
  kind: "conv",
  dropout: { conv: dropout, dense: dropout },
  learningRate: teacherLearningRate,
  epochs: 1,
}) as ConvTeacherSpec;

const measured: RoundSizes = {
  stackedSteps: 100,
  aloneSteps: 500,
  teacherSteps: 8,
  labelImages: 12_000,
  mlCartTrees: 5,
  moonsTrees: 100,
  treeImages: 60_000,
  isWholeGrid: true,
  gridEpochs: 10,
  gridImages: 54_000,
};
const quick: RoundSizes = {
  stackedSteps: 5,
  aloneSteps: 20,
  teacherSteps: 1,
  labelImages: 2000,
  mlCartTrees: 1,
  moonsTrees: 2,
  treeImages: 2000,
  isWholeGrid: false,
  gridEpochs: 2,
  gridImages: 1500,
};

export function peersConfig(cores: number, isQuick: boolean): PeersConfig {
  const studentSizes = [784, 10, 10, 10];
  return {
    cores,
    batchSize: teacherSpec.batchSize,
    studentSizes,
    studentShapes: studentSizes
      .slice(1)
      .flatMap((outputs, layer) => [[studentSizes[layer]!, outputs], [outputs]]),
    lanes: Array.from({ length: 108 }, (_, i) => ({ temperature: 1 + (i % 20), alpha: (i % 5) / 4 })),
    aloneLane: 3,
    studentLearningRate: 1e-3,
    teacherShapes: weightShapes([28, 28, 1], teacherLayers(teacherSpec, 10)).map(({ shape }) => shape),
    teacherLearningRate,
    dropout,
    labelChunk: 1000,
    rounds: isQuick ? quick : measured,
  };
}
