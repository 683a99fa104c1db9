// The index of a folder of results as data, and the file that tells it. Each folder has an entry, by name; only smoke
// runs have none.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { indexAnswer } from "./report/index-answer.ts";
import { experimentResults } from "./report/results.ts";
import { type Environment, readEnvironment } from "./results/environment.ts";
import { readResolvedStudy, readRows } from "./results/files.ts";
import { textIfThere } from "./results/text-if-there.ts";
import { writeText } from "./results/write-text.ts";
import { UserError } from "./user-error.ts";

export type IndexEntry = StudyEntry | UnreadableEntry | PagesEntry;

export interface StudyEntry {
  readonly state: "study";
  readonly folder: string;
  readonly title: string;
  /** One for each experiment. */
  readonly answers: readonly { readonly experiment: string; readonly line: string }[];
  readonly hasReport: boolean;
  readonly cells: number;
  readonly doneCells: number;
  readonly failedCells: number;
  readonly environment: Environment | null;
}

/** A results folder whose rows or study cannot be read. */
export interface UnreadableEntry {
  readonly state: "unreadable";
  readonly folder: string;
  readonly reason: string;
}

/** Not of a study: the pages that lie in it. */
export interface PagesEntry {
  readonly state: "pages";
  readonly folder: string;
  readonly pages: readonly string[];
}

/** @throws UserError for a folder that cannot be read, or that is itself the results of a study */
export async function readIndex(folder: string): Promise<IndexEntry[]> {
  const files = await entriesOf(folder);
  if (files.some(({ name }) => name === "results.jsonl")) {
    throw new UserError(
      `${folder} holds the results of one study. Expected the folder above it, in which each study has a folder.`,
    );
  }
  const names = files
    .filter((file) => file.isDirectory() && !file.name.endsWith("-smoke"))
    .map(({ name }) => name);
  const entries: IndexEntry[] = [];
  for (const name of names.sort()) entries.push(await entryOf(folder, name)); // one study's rows at a time
  return entries;
}

async function entryOf(folder: string, name: string): Promise<IndexEntry> {
  const own = join(folder, name);
  const files = (await entriesOf(own)).map((file) => file.name).sort();
  if (!files.includes("results.jsonl") && !files.includes("study.yaml")) {
    return { state: "pages", folder: name, pages: files.filter((file) => file.endsWith(".md")) };
  }
  try {
    return await studyEntry(own, name, files.includes("report.md"));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { state: "unreadable", folder: name, reason: error.message.replaceAll(own, name) };
  }
}

async function studyEntry(path: string, folder: string, hasReport: boolean): Promise<StudyEntry> {
  const [study, rows] = [await readResolvedStudy(path), await readRows(path)];
  const experiments = experimentResults(study, rows);
  const cells = rows.filter(({ role }) => role === "student");
  return {
    state: "study",
    folder,
    title: study.title ?? study.name,
    answers: experiments.map((results) => ({
      experiment: results.experiment.name,
      line: indexAnswer(results),
    })),
    hasReport,
    cells: experiments.reduce((sum, { cells }) => sum + cells, 0),
    doneCells: cells.filter(({ state }) => state === "done").length,
    failedCells: cells.filter(({ state }) => state === "failed").length,
    environment: await readEnvironment(path),
  };
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `Cannot read ${folder}: ${reason}. Expected a folder of results, as \`distilgrid run\` makes it.`,
      { cause },
    );
  }
}

/** The first line of the file: by it an index is known, and no page that somebody wrote is replaced. */
export const indexMark = "<!-- Made by `distilgrid index` from the files beside it. -->";

/** Path of the file. @throws UserError where a README.md that is no index stands in its place */
export async function writeIndex(folder: string, text: string): Promise<string> {
  const path = join(folder, "README.md");
  const current = await textIfThere(path);
  if (current !== null && !current.startsWith(indexMark)) {
    throw new UserError(
      `${path} was not made by \`distilgrid index\`, so it is left as it is. Expected a folder of results; ` +
        "name it, or move that file away.",
    );
  }
  await writeText(path, text);
  return path;
}
