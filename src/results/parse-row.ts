// The check at the edge of results.jsonl. It is light: a row was written by this program, so it is enough to tell
// a row of this version from a damaged line, and from one that another version wrote.
import { z } from "zod";
import { UserError } from "../user-error.ts";
import { type Row, schemaVersion } from "./row.ts";
import { upgradedRow } from "./upgrade-row.ts";

/** What upgrade-row.ts knows how to read. */
const oldestVersion = 1;

const head = {
  schemaVersion: z.int().min(oldestVersion).max(schemaVersion),
  key: z.string().min(1),
  experiment: z.string().min(1),
};
const name = z.string();
const object = z.looseObject({});
const bothSplits = z.looseObject({ validation: object, test: object });

const rowSchema = z.union([
  z.looseObject({ ...head, role: z.literal("student"), state: z.literal("failed"), arm: name, error: name }),
  z.looseObject({
    ...head,
    role: z.literal("student"),
    state: z.literal("done"),
    arm: name,
    metrics: bothSplits,
  }),
  z.looseObject({
    ...head,
    role: z.literal("teacher"),
    state: z.literal("done"),
    teacher: name,
    metrics: bothSplits,
  }),
  z.looseObject({ ...head, role: z.literal("dataset"), state: z.literal("done"), splits: object }),
  z.looseObject({ ...head, role: z.literal("soft-labels"), state: z.literal("done"), teacher: name }),
  z.looseObject({
    ...head,
    role: z.enum(["dataset", "teacher", "soft-labels"]),
    state: z.literal("failed"),
    error: name,
  }),
]);

/** `place` names the file and the line in a message. */
export function parseRow(line: string, place: string): Row {
  const value = parseJson(line, place);
  const version = versionOf(value);
  if (version !== schemaVersion && version !== oldestVersion) {
    throw new UserError(
      `Expected \`schemaVersion\` to be ${oldestVersion} or ${schemaVersion} in ${place}, got \`${String(version)}\`. ` +
        "The file was written by another version of distilgrid: run the study again with this one.",
    );
  }
  const row = rowSchema.safeParse(value).success ? currentRow(value as Row, version) : null;
  if (row !== null) return row;
  throw new UserError(
    `Expected a row of role dataset, teacher, soft-labels or student and state done or failed, with all of its ` +
      `fields, in ${place}, got ${shown(line)}. Run the study again to write the file anew.`,
  );
}

/** null for a row of format 1 whose settings are none. */
function currentRow(row: Row, version: unknown): Row | null {
  if (version === schemaVersion) return row;
  try {
    return upgradedRow({ ...row });
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UserError(
      `Expected one row as JSON in ${place}, got ${shown(line)}. The file is damaged: run the study again to write it anew.`,
      { cause },
    );
  }
}

function versionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "schemaVersion" in value
    ? value.schemaVersion
    : undefined;
}

function shown(line: string): string {
  return line.length > 80 ? `\`${line.slice(0, 80)}...\`` : `\`${line}\``;
}
