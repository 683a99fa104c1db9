// What planning starts from and what it is about: plain data.
import type { DatasetSource } from "../jobs/job.ts";
import type { DataNames } from "../results/row.ts";
import type { Cell } from "../study/cells.ts";
import type { DatasetSpec, Experiment, OutsideTeacherSpec, Study, TeacherSpec } from "../study/schema.ts";
import type { TeacherFiles } from "../teachers/outside-files.ts";
import type { Identity } from "./keys.ts";

/** A row that the study asks for: who it is, before anything is known about it. Its key is the hash of its identity. */
export type PlannedRow =
  | {
      readonly role: "dataset";
      readonly key: string;
      readonly identity: Identity;
      readonly experiment: string;
      readonly seed: number | null;
      readonly spec: DatasetSpec;
      /** Where the data has names. */
      readonly names?: DataNames | undefined;
    }
  | {
      readonly role: "teacher" | "soft-labels";
      readonly key: string;
      readonly identity: Identity;
      readonly experiment: string;
      readonly seed: number | null;
      readonly teacher: TeacherSpec;
    }
  | {
      readonly role: "student";
      readonly key: string;
      readonly identity: Identity;
      readonly experiment: string;
      readonly seed: number;
      readonly cell: Cell;
    };

export interface PlannedDataset {
  readonly source: DatasetSource;
  /** Rows of the transfer set. */
  readonly transferSize: number;
  readonly trainRows: number;
  /** Validation and test rows. */
  readonly evaluatedRows: number;
  /** Shape of one sample. */
  readonly inputShape: readonly number[];
  readonly numClasses: number;
  /** Where the data has names. */
  readonly names?: DataNames | undefined;
}

/** What keys, and the jobs that make them, depend on; the store is no part of it. */
export interface PlanInput {
  readonly study: Study;
  /** The dataset of an experiment and seed; the same object where it is the same data. */
  readonly datasetOf: (experiment: Experiment, seed: number) => PlannedDataset;
  /** Of a teacher from outside, what was read. */
  readonly filesOf: (teacher: OutsideTeacherSpec) => TeacherFiles;
  readonly engineId: string;
  /** Threads of a teacher in a process of its own, unless its spec says otherwise. */
  readonly cores: number;
  readonly workers: number;
  /** Whether students of small layers train in the lane kernel, where each lane has its own learning rate. */
  readonly hasLaneKernel: boolean;
  /** One worker's share of the memory: stacks are cut by it. */
  readonly workerBytes: number;
}
