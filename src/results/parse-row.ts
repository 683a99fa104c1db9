// The check at the edge of results.jsonl, which somebody else may have written: a row that passes has all that a reader of
// rows relies on.
import { z } from "zod";
import { pathText, shown } from "../study/problem.ts";
import { UserError } from "../user-error.ts";
import { type Row, schemaVersion } from "./row.ts";
import { rowSchemas } from "./row-schema.ts";
import { upgradedRow } from "./upgrade-row.ts";

/** What upgrade-row.ts knows how to read. */
const oldestVersion = 1;

/** `place` names the file and the line in a message. */
export function parseRow(line: string, place: string): Row {
  const value = parseJson(line, place);
  const version = versionOf(value);
  if (version !== schemaVersion && version !== oldestVersion) {
    throw new UserError(
      `Expected \`schemaVersion\` to be ${oldestVersion} or ${schemaVersion} in ${place}, got ${shown(version)}. ` +
        "The file was written by another version of distilgrid: run the study again with this one.",
    );
  }
  const row = checkedRow(currentRow(value as Row, version));
  if (typeof row === "object") return row;
  throw new UserError(
    `Expected a row of role dataset, teacher, soft-labels or student and state done or failed, with all of its ` +
      `fields, in ${place}, got ${shownLine(line)}${row === "" ? "" : `, in which \`${row}\` is not as it should be`}. ` +
      "Run the study again to write the file anew.",
  );
}

/** The row, or the field that is missing or wrong; empty for what has no role. */
export function checkedRow(row: unknown): Row | string {
  const { role, state } = (row ?? {}) as { readonly role?: unknown; readonly state?: unknown };
  const kind = [role, state].every((word) => typeof word === "string") ? `${role} ${state}` : "";
  const parsed = rowSchemas.get(kind)?.safeParse(row);
  if (parsed === undefined) return "";
  return parsed.success ? (parsed.data as Row) : pathText((parsed.error.issues[0]?.path ?? []).map(step));
}

function step(name: PropertyKey): string | number {
  return typeof name === "number" ? name : String(name);
}

/** null for a row of format 1 whose settings are none. */
function currentRow(row: Row, version: unknown): Row | null {
  if (version === schemaVersion) return row;
  try {
    return upgradedRow({ ...row });
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof TypeError) return null;
    throw error;
  }
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UserError(
      `Expected one row as JSON in ${place}, got ${shownLine(line)}. The file is damaged: run the study again to write it anew.`,
      { cause },
    );
  }
}

function versionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "schemaVersion" in value
    ? value.schemaVersion
    : undefined;
}

function shownLine(line: string): string {
  const text = line.slice(0, 80).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  return line.length > 80 ? `\`${text}...\`` : `\`${text}\``;
}
