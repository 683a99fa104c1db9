import { writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { columnHint } from "../data/csv-table.ts";
import { parseStudy } from "../study/parse.ts";
import { shown } from "../study/problem.ts";
import { type CsvSource, studyTemplate } from "../study/template.ts";
import { UserError } from "../user-error.ts";
import { csvSummary } from "./described-data.ts";
import { exitCode } from "./exit-code.ts";
import type { InitFlags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** Writes a study to start from, named after its file; never over a file that is there. */
export async function initCommand(path: string, flags: InitFlags, { stdout }: Terminal): Promise<number> {
  const extension = extname(path);
  if (extension !== ".yaml" && extension !== ".yml") {
    throw new UserError(`Expected a name that ends in .yaml for the study file, got \`${path}\`.`);
  }
  const text = studyTemplate(basename(path, extension), await csvSource(flags));
  parseStudy(text, path); // a file name that no study may have
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    throw new UserError(reasonText(path, cause as NodeJS.ErrnoException), { cause });
  }
  stdout.write(`${path}\n`);
  return exitCode.allDone;
}

/** Tried here, so that a misspelt column is told now. */
async function csvSource({ csv, label }: InitFlags): Promise<CsvSource | null> {
  if (csv === undefined && label === undefined) return null;
  if (csv === undefined) throw new UserError("Expected --csv, a file with a header, beside --label.");
  const columns = await csvSummary(csv);
  if (label !== undefined && columns.some(({ name }) => name === label)) {
    const others = columns.filter(({ name }) => name !== label);
    const usable = others.filter(({ column }) => column !== null).map(({ name }) => name);
    return { file: csv, label, features: usable.length === others.length ? null : usable };
  }
  const names = columns.map(({ name }) => name);
  throw new UserError(
    `Expected --label to name the column of ${csv} that holds the classes, got ${label === undefined ? "nothing" : shown(label)}. ` +
      columnHint(label, names),
  );
}

function reasonText(path: string, { code, message }: NodeJS.ErrnoException): string {
  return code === "EEXIST"
    ? `${path} is there already, and is left as it is. Name another file.`
    : `Cannot write ${path}: ${message}. Name a file in a folder that is there and can be written.`;
}
