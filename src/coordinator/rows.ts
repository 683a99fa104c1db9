// Planned row + what the store knows = row of results.jsonl.
import type { JobFailure } from "../jobs/job.ts";
import type { PlannedRow } from "../plan/planned.ts";
import { checkedRow } from "../results/parse-row.ts";
import { type Row, schemaVersion } from "../results/row.ts";
import type {
  DatasetSummary,
  SoftLabelsSummary,
  StudentSummary,
  TeacherSummary,
} from "../results/summary.ts";
import type { Store } from "../store/store.ts";
import { UserError } from "../user-error.ts";

export async function rowOf(
  planned: PlannedRow,
  store: Store,
  failures: ReadonlyMap<string, JobFailure>,
): Promise<Row> {
  const failure = failures.get(planned.key);
  if (failure) return failedRow(planned, failure.error);
  return doneRow(planned, store);
}

/** The store may have been another version's, or somebody else's. @throws UserError for a row that lacks what it needs */
export function requireWhole(row: Row): void {
  const checked = checkedRow(row);
  if (typeof checked === "object") return;
  throw new UserError(
    `The store's record of the ${row.role} ${row.key} does not hold what a row needs: \`${checked}\` is not as it should be. ` +
      "It was not made by this version of distilgrid: run again with --fresh, or name another --store.",
  );
}

/** The order of the fields is that of the row's text, whichever job has made the summary. */
async function doneRow(planned: PlannedRow, store: Store): Promise<Row> {
  const { key, experiment } = planned;
  const base = { schemaVersion, key, experiment, state: "done" } as const;
  switch (planned.role) {
    case "dataset": {
      const { role, seed, spec, names } = planned;
      const summary = await store.summary<DatasetSummary>(key);
      const { hash, inputShape, numClasses, splits, bayesAccuracy, points } = summary;
      const content = { hash, inputShape, numClasses, splits, bayesAccuracy, points };
      return { ...base, role, seed, spec, ...content, ...(names && { names }) };
    }
    case "teacher": {
      const { role, seed, teacher: spec } = planned;
      const summary = await store.summary<TeacherSummary>(key);
      const { engine, metrics, curve, keptEpoch, cost, decisionGrid } = summary;
      const content = { engine, metrics, curve, keptEpoch, cost, decisionGrid };
      return { ...base, role, seed, teacher: spec.name, spec, ...content };
    }
    case "soft-labels": {
      const { role, seed, teacher } = planned;
      const summary = await store.summary<SoftLabelsSummary>(key);
      const { teacherKey, dataHash, rows, shards, accuracy, example } = summary;
      const content = { teacherKey, dataHash, rows, shards, accuracy, example };
      return { ...base, role, seed, teacher: teacher.name, ...content };
    }
    case "student": {
      const summary = await store.summary<StudentSummary>(key);
      const { engine, metrics, curve, keptEpoch, cost, softTree, leftOutBias, tree, decisionGrid } = summary;
      const content = { engine, metrics, curve, keptEpoch, cost, softTree, leftOutBias, tree, decisionGrid };
      return { ...base, ...cellFields(planned), ...content };
    }
  }
}

function failedRow(planned: PlannedRow, error: string): Row {
  const { key, experiment } = planned;
  const base = { schemaVersion, key, experiment, state: "failed", error } as const;
  if (planned.role === "student") return { ...base, ...cellFields(planned) };
  const teacher = planned.role === "dataset" ? null : planned.teacher.name;
  return { ...base, role: planned.role, seed: planned.seed, teacher };
}

function cellFields({ role, seed, cell }: Extract<PlannedRow, { role: "student" }>) {
  const { arm, variant, student: spec, teacher } = cell;
  return { role, arm, variant, spec, teacher: teacher?.name ?? null, seed };
}
