// What a worker can be asked to do. A job is plain data: it crosses threads and processes as a message. `needs` are
// keys that must be committed before it starts, `makes` the keys that it commits.
import type { Dataset } from "../data/dataset.ts";
import type { ChosenEngine } from "../engine/available.ts";
import type { ShardRange } from "../soft-labels/label-shard.ts";
import type { Store } from "../store/store.ts";
import type {
  DatasetSpec,
  ModelTeacherSpec,
  NetworkStudentSpec,
  OutsideTeacherSpec,
  TrainedTeacherSpec,
  TreeStudentSpec,
} from "../study/schema.ts";
import type { TeacherFiles } from "../teachers/outside-files.ts";
import type { ReportProgress } from "../training/progress.ts";

/** Enough to load a dataset anew, in another process, and to know that it is the same one. */
export interface DatasetSource {
  readonly spec: DatasetSpec;
  readonly seed: number;
  readonly hash: string;
  /** Which rows of the data's files its samples are, which `hash` leaves out; none of data without files. */
  readonly fileRowsHash?: string | undefined;
  /** Where relative paths of the spec start. */
  readonly baseFolder: string;
}

interface JobBase {
  /** For people: `mnist/train-stack/3`. */
  readonly id: string;
  readonly needs: readonly string[];
  readonly makes: readonly string[];
  readonly dataset: DatasetSource;
}

export interface DescribeDatasetJob extends JobBase {
  readonly kind: "describe-dataset";
}

export interface TrainTeacherJob extends JobBase {
  readonly kind: "train-teacher";
  readonly spec: TrainedTeacherSpec;
  readonly seed: number;
  /** Of the teacher that it learns from itself, a teacher assistant; null: it learns from hard labels. */
  readonly labels: LabelsSource | null;
}

/** A teacher from outside: its model makes its key, its logits that of its soft labels too. */
export interface ReadTeacherJob extends JobBase {
  readonly kind: "read-teacher";
  readonly spec: OutsideTeacherSpec;
  /** As they were when the study was planned: its key depends on them. */
  readonly files: TeacherFiles;
}

export interface LabelShardJob extends JobBase {
  readonly kind: "label-shard";
  readonly teacherKey: string;
  readonly teacher: LabellingTeacher;
  readonly range: ShardRange;
}

/** By the weights that the store has of it, or by the model's own files. */
export type LabellingTeacher =
  | { readonly from: "store"; readonly spec: TrainedTeacherSpec }
  | { readonly from: "files"; readonly spec: ModelTeacherSpec; readonly files: TeacherFiles };

export interface JoinLabelsJob extends JobBase {
  readonly kind: "join-labels";
  readonly teacherKey: string;
  readonly shards: readonly (ShardRange & { readonly key: string })[];
}

/** An ensemble: makes its teacher's key and that of its soft labels. */
export interface AverageTeachersJob extends JobBase {
  readonly kind: "average-teachers";
  readonly members: readonly LabelsSource[];
}

export interface TrainStackJob extends JobBase {
  readonly kind: "train-stack";
  readonly labels: LabelsSource | null;
  readonly seed: number;
  readonly cells: readonly { readonly key: string; readonly spec: NetworkStudentSpec }[];
}

/** Trees of one growth: their specs are equal but for what is cut off afterwards. */
export interface GrowTreesJob extends JobBase {
  readonly kind: "grow-trees";
  readonly labels: LabelsSource | null;
  /** Decides what is random of a training set: its rows, wrong labels, permuted labels. */
  readonly seed: number;
  readonly cells: readonly { readonly key: string; readonly spec: TreeStudentSpec }[];
}

/** The soft labels of the transfer set, and the teacher whose test logits complete them. */
export interface LabelsSource {
  readonly key: string;
  readonly teacherKey: string;
}

export type Job =
  | DescribeDatasetJob
  | TrainTeacherJob
  | ReadTeacherJob
  | LabelShardJob
  | JoinLabelsJob
  | AverageTeachersJob
  | TrainStackJob
  | GrowTreesJob;

/** The large arrays of a job, in shared memory: a message carries references to them. */
export interface JobInputs {
  readonly dataset: Dataset;
  /** Contents of the teacher's weights.bin, for `label-shard` by the store. */
  readonly teacherWeights: Float32Array | null;
  /** `[all samples, classes]`, for students with a teacher, and for teachers that learn from one. */
  readonly teacherLogits: Float32Array | null;
}

export interface JobContext extends JobInputs {
  readonly store: Store;
  readonly engine: ChosenEngine;
  readonly report: ReportProgress;
}

export interface JobFailure {
  readonly key: string;
  readonly error: string;
  readonly stack: string | null;
}

/** What was not committed of `makes`, and why; the rest was. */
export interface JobResult {
  readonly failures: readonly JobFailure[];
}
