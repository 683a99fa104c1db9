// What the working directory offers to completion. What cannot be read offers nothing: a shell shows no errors there.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { textOfFile } from "../../machine/read-whole.ts";
import { variantText } from "../../report/settings.ts";
import { shortKey } from "../../study/key.ts";
import { type Candidate, type LookUp, plain } from "./candidates.ts";

/** `folder`: the working directory. */
export function lookUpIn(folder: string): LookUp {
  const inFolder = (...path: string[]) => join(folder, ...path);
  return {
    studies: () =>
      [
        ...filesIn(folder, /\.ya?ml$/),
        ...filesIn(inFolder("studies"), /\.(ya?ml|json)$/).map((name) => `studies/${name}`),
      ].map(plain),
    studyNames: () => foldersIn(inFolder("results")).map(plain),
    resultsFolders: () => foldersIn(inFolder("results")).map((name) => plain(`results/${name}`)),
    rows(studyPath, { studentsOnly, smoke }) {
      const name = nameOfStudy(inFolder(studyPath)) ?? basename(studyPath).replace(/\.\w+$/, "");
      const rows = rowsIn(inFolder("results", smoke ? `${name}-smoke` : name, "results.jsonl"));
      return candidatesOf(rows, studentsOnly);
    },
  };
}

function filesIn(folder: string, pattern: RegExp): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

function foldersIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** As written at the left margin of the file; reading the whole study would take longer than a key press may. */
function nameOfStudy(path: string): string | null {
  return /^name: *["']?([a-z0-9-]+)/m.exec(textOf(path))?.[1] ?? null;
}

/** The fields of a row that name it. */
interface NamedRow {
  readonly key: string;
  readonly role: string;
  readonly seed: number | null;
  readonly arm?: string;
  readonly variant?: Parameters<typeof variantText>[0];
  readonly spec?: { readonly name?: string };
}

function rowsIn(path: string): NamedRow[] {
  try {
    return textOf(path)
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as NamedRow);
  } catch {
    return [];
  }
}

/** Of rows that somebody else may have written, without the check that a report makes: it would take too long. */
function candidatesOf(rows: readonly NamedRow[], studentsOnly: boolean): Candidate[] {
  try {
    return rows.filter(({ role }) => !studentsOnly || role === "student").map(candidateOf);
  } catch {
    return [];
  }
}

function candidateOf({ key, role, seed, arm, variant, spec }: NamedRow): Candidate {
  const name = [arm ?? spec?.name ?? role, variant === undefined ? "" : variantText(variant)];
  const words = [...name.filter(Boolean), ...(seed === null || seed === undefined ? [] : [`seed ${seed}`])];
  return { value: shortKey(key), description: words.join(", ") };
}

function textOf(path: string): string {
  try {
    return textOfFile(path);
  } catch {
    return "";
  }
}
