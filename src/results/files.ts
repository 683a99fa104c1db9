// The files of a results folder from which a report can be made again: results.jsonl, one row a line in the order
// that the caller gives, and study.yaml, the study with every default written out.
import { join } from "node:path";
import { stringify } from "yaml";
import { readWhole } from "../machine/read-whole.ts";
import { parseStudy } from "../study/parse.ts";
import type { Study } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import { parseRow } from "./parse-row.ts";
import type { Row } from "./row.ts";
import { writeText } from "./write-text.ts";

const rowsName = "results.jsonl";
const studyName = "study.yaml";

export async function writeRows(folder: string, rows: readonly Row[]): Promise<void> {
  await writeText(join(folder, rowsName), rowsText(rows));
}

/** Of results.jsonl. */
export function rowsText(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** The rows in the order of the file. A line that is not a row of this version is a `UserError` with its number. */
export async function readRows(folder: string): Promise<Row[]> {
  const path = join(folder, rowsName);
  const lines = (await readText(path)).split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => parseRow(line, `${path}, line ${index + 1}`));
}

export async function writeResolvedStudy(folder: string, study: Study): Promise<void> {
  await writeText(join(folder, studyName), stringify(study, { aliasDuplicateObjects: false, lineWidth: 0 }));
}

/** The study that `writeResolvedStudy` wrote. @throws UserError */
export async function readResolvedStudy(folder: string): Promise<Study> {
  const path = join(folder, studyName);
  return parseStudy(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return (await readWhole(path)).toString();
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isMissing ? "there is no such file" : (cause as Error).message;
    throw new UserError(
      `Cannot read ${path}: ${reason}. Expected a folder that \`distilgrid run\` has written; run the study first, or name its folder.`,
      { cause },
    );
  }
}
