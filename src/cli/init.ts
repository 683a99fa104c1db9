import { writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { columnHint } from "../data/csv-table.ts";
import { loadDataset } from "../data/load.ts";
import { parseStudy } from "../study/parse.ts";
import { shown } from "../study/problem.ts";
import type { Study } from "../study/schema.ts";
import { type CsvSource, studyTemplate } from "../study/template.ts";
import { UserError } from "../user-error.ts";
import { commandLine } from "./command-text.ts";
import { csvSummary } from "./described-data.ts";
import { exitCode } from "./exit-code.ts";
import type { InitFlags } from "./flags.ts";
import { leftOutNote } from "./render-data.ts";
import type { Terminal } from "./terminal.ts";

/** Writes a study to start from, named after its file; never over a file that is there. */
export async function initCommand(
  path: string,
  flags: InitFlags,
  { stdout, stderr }: Terminal,
): Promise<number> {
  const extension = extname(path);
  if (extension !== ".yaml" && extension !== ".yml") {
    throw new UserError(`Expected a name that ends in .yaml for the study file, got \`${path}\`.`);
  }
  const { source, notes } = await csvSource(flags);
  const text = studyTemplate(basename(path, extension), source);
  const study = parseStudy(text, path); // a file name that no study may have
  if (source !== null) await checkData(study, source);
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    throw new UserError(reasonText(path, cause as NodeJS.ErrnoException), { cause });
  }
  stdout.write(`${path}\n`);
  if (!flags.quiet) {
    const [plan, run] = ["plan", "run"].map((command) => commandLine([command, path]));
    stderr.write(`${notes}Next: ${plan}, then ${run}\n`);
  }
  return exitCode.allDone;
}

/** Fewer rows may well be the beginning of a file. */
const fewestRows = 10;

/** What `plan` would refuse, such as a column of three thousand classes, is told before there is a study. */
async function checkData({ experiments, seeds }: Study, { file, label }: CsvSource): Promise<void> {
  const { labels, numClasses } = await loadDataset(experiments[0]!.dataset, seeds[0]!);
  if (labels.length < fewestRows || numClasses <= labels.length / 2) return;
  throw new UserError(
    `${file}: expected several rows of each class in column ${shown(label)}, got ${numClasses} classes in ${labels.length} rows. ` +
      "Name the column that holds the classes as --label.",
  );
}

interface NotedSource {
  /** null for the study that needs no file. */
  readonly source: CsvSource | null;
  /** Lines on the columns that are left out. */
  readonly notes: string;
}

/** Tried here, so that a misspelt column, or one that cannot be used, is told now. */
async function csvSource({ csv, label }: InitFlags): Promise<NotedSource> {
  if (csv === undefined && label === undefined) return { source: null, notes: "" };
  if (csv === undefined) throw new UserError("Expected --csv, a file with a header, beside --label.");
  const columns = await csvSummary(csv);
  const classes = columns.find(({ name }) => name === label);
  if (classes === undefined) {
    throw new UserError(
      `Expected --label to name the column of ${csv} that holds the classes, got ${label === undefined ? "nothing" : shown(label)}. ` +
        columnHint(
          label,
          columns.map(({ name }) => name),
        ),
    );
  }
  if (classes.empty > 0) {
    throw new UserError(`${csv}: expected a class in every row, column ${shown(label)}. ${classes.leftOut}.`);
  }
  const others = columns.filter((column) => column !== classes);
  const notes = others.map(leftOutNote).join("");
  const used = others.filter(({ leftOut }) => leftOut === null).map(({ name }) => name);
  if (used.length === 0) throw new UserError(`${csv}: expected a column to learn from.\n${notes.trimEnd()}`);
  const features = used.length === others.length ? null : used;
  const leftOut = others.flatMap(({ name, leftOut: reason }) => (reason === null ? [] : [{ name, reason }]));
  return { source: { file: csv, label: classes.name, features, leftOut }, notes };
}

function reasonText(path: string, { code, message }: NodeJS.ErrnoException): string {
  return code === "EEXIST"
    ? `${path} is there already, and is left as it is. Name another file.`
    : `Cannot write ${path}: ${message}. Name a file in a folder that is there and can be written.`;
}
