// The rows of results.jsonl: everything that a report may know. One line for each thing that was made: a dataset,
// a teacher, a set of soft labels, a cell (one student, one seed). No clock time and no path is in a row.
import type { DatasetSpec, StudentSpec, TeacherSpec } from "../study/schema.ts";

export const schemaVersion = 2;

export interface Metrics {
  readonly samples: number;
  readonly errors: number;
  /** 0 to 1. */
  readonly accuracy: number;
  /** Mean negative log-likelihood of the true class, natural logarithm, at temperature 1. */
  readonly nll: number;
  /** Mean squared distance of the probabilities to the one-hot label, summed over classes: 0 to 2. */
  readonly brier: number;
  /** Expected calibration error, 15 equal-width bins of the top probability: 0 to 1. */
  readonly ece: number;
  /** Share of samples on which the top class is the teacher's; null without a teacher. */
  readonly teacherAgreement: number | null;
  /** Mean KL(teacher || student) at temperature 1, in nats; null without a teacher. */
  readonly teacherKl: number | null;
}

/** On the test split a row tells more than its averages. */
export interface TestMetrics extends Metrics {
  /** `[true class][predicted class]`, counts. */
  readonly confusion: readonly (readonly number[])[];
  /** The bins of `ece` that are not empty, by confidence; none in rows of format 1. */
  readonly reliability: readonly ReliabilityBin[];
  /** Places of the wrong samples in the test split, coded by src/results/sample-places.ts; null in rows of format 1. */
  readonly wrong: string | null;
}

/** `[samples, mean confidence, accuracy]` of the samples whose top probability falls into one bin, to 4 decimals. */
export type ReliabilityBin = readonly [number, number, number];

export interface BothMetrics {
  readonly validation: Metrics;
  readonly test: TestMetrics;
}

/** Cost of one prediction. For a tree `parameters` counts nodes and `multiplyAdds` is 0. */
export interface Cost {
  readonly parameters: number;
  readonly bytes: number;
  readonly multiplyAdds: number;
}

/** Predicted class over a rectangle of the plane, run-length coded: `[class, length, class, length, ...]`, row by row from the bottom. */
export interface DecisionGrid {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  readonly runs: readonly number[];
}

/** A sample shown in a figure: an image's bytes in base64, its label, and the teacher's logits. */
export interface Example {
  readonly sampleId: number;
  readonly label: number;
  readonly shape: readonly number[];
  readonly pixelsBase64: string;
  readonly logits: readonly number[];
}

/** A tree as far as figures show it. */
export interface TreeShape {
  readonly leaves: number;
  readonly depth: number;
  /** null where nothing is split. */
  readonly featureUse: FeatureUse | null;
  /** null unless the tree is small. */
  readonly drawing: DrawnNode | null;
}

/** By how much the splits of each feature lower the error of the training rows. */
export interface FeatureUse {
  /** Shape of a sample. */
  readonly shape: readonly number[];
  /** Share of the most used feature in all that is gained: 0 to 1. */
  readonly largest: number;
  /** A byte a feature: 255 times the square root of its share in that of the most used one. */
  readonly levelsBase64: string;
}

/** A leaf's `value` is its mean target. Samples are training rows; one goes left where the feature is at most the threshold. */
export type DrawnNode =
  | { readonly samples: number; readonly value: readonly number[] }
  | {
      readonly samples: number;
      readonly feature: number;
      readonly threshold: number;
      readonly left: DrawnNode;
      readonly right: DrawnNode;
    };

/** A soft tree as far as figures show it; null for one that is too large to draw. */
export interface SoftTreeShape {
  readonly depth: number;
  /** Shape of a sample. */
  readonly shape: readonly number[];
  /** Of each inner node, breadth first: a byte a feature, 128 for a weight of 0, 255 and 1 for the filter's largest size. */
  readonly filtersBase64: readonly string[];
  /** Class probabilities of each leaf, from the left. */
  readonly leaves: readonly (readonly number[])[];
}

interface RowBase {
  readonly schemaVersion: typeof schemaVersion;
  readonly key: string;
  readonly experiment: string;
  /** null where one and the same serves all seeds of the study. */
  readonly seed: number | null;
}

export interface DatasetRow extends RowBase {
  readonly role: "dataset";
  readonly state: "done";
  readonly spec: DatasetSpec;
  readonly hash: string;
  readonly inputShape: readonly number[];
  readonly numClasses: number;
  readonly splits: { readonly train: number; readonly validation: number; readonly test: number };
  /** Accuracy of the best possible classifier, where the density is known (moons). */
  readonly bayesAccuracy: number | null;
  /** `[x, y, label]` of some test points, for the figures; null unless a sample has two features. */
  readonly points: readonly (readonly [number, number, number])[] | null;
  /** Where the data has names: of rows of one's own. */
  readonly names?: DataNames;
}

export interface DataNames {
  /** In the order of the labels 0, 1, ... */
  readonly classes: readonly string[];
  /** Columns that are features, in the order of the file. */
  readonly features: readonly string[];
}

export interface TeacherRow extends RowBase {
  readonly role: "teacher";
  readonly state: "done";
  readonly teacher: string;
  readonly spec: TeacherSpec;
  /** null for logits from a file, which none made here. */
  readonly engine: string | null;
  readonly metrics: BothMetrics;
  /** Validation accuracy after each epoch. */
  readonly curve: readonly number[];
  /** The epoch (1-based) whose weights were kept; 0 without training. */
  readonly keptEpoch: number;
  /** null where only the author of a teacher from outside knows. */
  readonly cost: Cost | null;
  readonly decisionGrid: DecisionGrid | null;
}

export interface SoftLabelsRow extends RowBase {
  readonly role: "soft-labels";
  readonly state: "done";
  readonly teacher: string;
  readonly teacherKey: string;
  readonly dataHash: string;
  readonly rows: number;
  readonly shards: number;
  /** Of the joined labels against the true ones; the teacher's own but for one sample in 2,000, or the study fails. */
  readonly accuracy: { readonly train: number; readonly validation: number };
  /** A validation image that shows what soft labels add, for the figure of the method; null without one. */
  readonly example: Example | null;
}

/** The values that a cell's grid gave it, in the order of the axes; empty without a grid. */
export type Variant = Readonly<Record<string, string | number | readonly number[]>>;

interface CellBase extends RowBase {
  readonly role: "student";
  readonly arm: string;
  readonly variant: Variant;
  readonly spec: StudentSpec;
  readonly teacher: string | null;
  readonly seed: number;
}

export interface StudentRow extends CellBase {
  readonly state: "done";
  readonly engine: string;
  readonly metrics: BothMetrics;
  /** Validation accuracy after each epoch; empty for a tree. */
  readonly curve: readonly number[];
  readonly keptEpoch: number | null;
  readonly cost: Cost;
  /** What was added to the biases of the left-out classes; null where nothing was to be. */
  readonly leftOutBias: number | null;
  readonly tree: TreeShape | null;
  readonly softTree: SoftTreeShape | null;
  readonly decisionGrid: DecisionGrid | null;
}

export interface FailedCellRow extends CellBase {
  readonly state: "failed";
  /** One line; the stack trace goes to the terminal with -v. */
  readonly error: string;
}

export interface FailedJobRow extends RowBase {
  readonly role: "dataset" | "teacher" | "soft-labels";
  readonly state: "failed";
  readonly teacher: string | null;
  readonly error: string;
}

export type CellRow = StudentRow | FailedCellRow;
export type DoneRow = DatasetRow | TeacherRow | SoftLabelsRow | StudentRow;
export type Row = DoneRow | FailedCellRow | FailedJobRow;
