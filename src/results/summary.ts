// What a job finds out, without the names that a study gives it: the part of a row that the store keeps. Renaming an
// arm therefore costs nothing.
import type { DatasetRow, SoftLabelsRow, StudentRow, TeacherRow } from "./row.ts";

export type DatasetSummary = Pick<
  DatasetRow,
  "hash" | "inputShape" | "numClasses" | "splits" | "bayesAccuracy" | "points"
>;

export type TeacherSummary = Pick<
  TeacherRow,
  "engine" | "metrics" | "curve" | "keptEpoch" | "cost" | "decisionGrid"
>;

export type SoftLabelsSummary = Pick<
  SoftLabelsRow,
  "teacherKey" | "dataHash" | "rows" | "shards" | "accuracy" | "example"
>;

export type StudentSummary = Pick<
  StudentRow,
  "engine" | "metrics" | "curve" | "keptEpoch" | "cost" | "leftOutBias" | "tree" | "softTree" | "decisionGrid"
>;
