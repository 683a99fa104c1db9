// results.csv: the students and the teachers of results.jsonl as a table, for programs that read tables. RFC 4180 with LF
// as the line end, as in every other text file of the folder. A column has the name of its field in the row or in the
// row's spec (`test_accuracy` is metrics.test.accuracy); what a row does not have is empty.
import { join } from "node:path";
import { axisNames } from "../study/grid.ts";
import { teachersBehind } from "../study/teacher-of.ts";
import type { Cost, FailedCellRow, FailedJobRow, Metrics, Row, StudentRow, TeacherRow } from "./row.ts";
import { writeText } from "./write-text.ts";

export async function writeCsv(folder: string, rows: readonly Row[]): Promise<void> {
  await writeText(join(folder, "results.csv"), renderCsv(rows));
}

type ModelRow = StudentRow | TeacherRow | FailedCellRow | FailedJobRow;
type Fields = Readonly<Record<string, unknown>>;

/** A line for every student and every teacher, done or failed, in the order of the rows; the first one names the columns. */
export function renderCsv(rows: readonly Row[]): string {
  const models = rows.filter(isModel).map(fieldsOf);
  const axes = axisNames.filter((axis) => models.some((fields) => fields[axis] !== undefined));
  const columns = [...new Set([...identity, ...axes, ...results])]; // the teacher is an axis as well
  const lines = [columns, ...models.map((fields) => columns.map((column) => fields[column]))];
  return lines.map((line) => `${line.map(fieldText).join(",")}\n`).join("");
}

const identity = [
  "experiment",
  "role",
  "arm",
  "seed",
  "state",
  "key",
  "kind",
  "labels",
  "control",
  "teacher",
];
const metrics = [
  "samples",
  "errors",
  "accuracy",
  "nll",
  "brier",
  "ece",
  "teacherAgreement",
  "teacherKl",
] as const satisfies readonly (keyof Metrics)[];
const costs = ["parameters", "bytes", "multiplyAdds"] as const satisfies readonly (keyof Cost)[];
const results = [
  ...metrics.map((name) => `validation_${name}`),
  ...metrics.map((name) => `test_${name}`),
  ...costs.map((name) => `cost_${name}`),
  "keptEpoch",
  "leftOutBias",
  "tree_leaves",
  "tree_depth",
  "error",
];

function isModel(row: Row): row is ModelRow {
  return row.role === "student" || row.role === "teacher";
}

/** The spec has the values of the variant in their fields; where the row has a field of one name, it is the row's. */
function fieldsOf(row: ModelRow): Fields {
  return {
    ...("spec" in row ? row.spec : {}),
    ...row,
    ...(row.role === "student" ? {} : teacherFields(row)),
    ...(row.state === "done" ? measuredFields(row) : {}),
  };
}

function measuredFields(row: StudentRow | TeacherRow): Fields {
  const { metrics, cost } = row;
  return {
    ...prefixed("validation", metrics.validation),
    ...prefixed("test", metrics.test),
    ...prefixed("cost", cost ?? {}),
    ...prefixed("tree", row.role === "student" ? (row.tree ?? {}) : {}),
  };
}

/**
 * A teacher is an arm as well; its own teachers are the members of an ensemble, or the one that an assistant learns from.
 * Without any it has no soft term.
 */
function teacherFields(row: TeacherRow | FailedJobRow): Fields {
  const behind = row.state === "done" ? teachersBehind(row.spec) : [];
  const softTerm = behind.length === 0 ? { temperature: undefined, alpha: undefined } : {};
  return { arm: row.teacher, teacher: behind.join("; "), ...softTerm };
}

function prefixed(prefix: string, fields: object): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}_${name}`, value]));
}

/** Numbers and lists as JSON prints them. */
function fieldText(value: unknown): string {
  if (typeof value === "string") return quoted(inert(value));
  const json = JSON.stringify(value ?? null);
  return json === "null" ? "" : quoted(json);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet takes text that starts so for a formula; after an apostrophe it is text. */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
