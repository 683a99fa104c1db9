// What may stand where the cursor is. Nothing where a file may: then the shell offers its own.
import type { CommandWords, OptionWords, ProgramWords, ValueWords } from "./command-words.ts";

export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What only the working directory knows. */
export interface LookUp {
  studies(): readonly Candidate[];
  /** Names, not files. */
  studyNames(): readonly Candidate[];
  resultsFolders(): readonly Candidate[];
  /** Keys in the results of a study file; those of students alone where only they are of use. */
  rows(
    studyPath: string,
    which: { readonly studentsOnly: boolean; readonly smoke: boolean },
  ): readonly Candidate[];
}

/** `words`: those behind the program's name up to the cursor; the last is the one that is being written, maybe empty. */
export function candidates(words: readonly string[], program: ProgramWords, lookUp: LookUp): Candidate[] {
  const { before, current, prefix } = atCursor(words);
  const found = allAt(before, current, program, lookUp);
  return found
    .filter(({ value }) => value.startsWith(current))
    .map(({ value, description }) => ({ value: prefix + value, description }));
}

interface Cursor {
  readonly before: readonly string[];
  readonly current: string;
  /** `--engine=`, which the shell takes for a part of the word. */
  readonly prefix: string;
}

/** Bash hands `--engine=na` over as three words, the other shells as one. */
function atCursor(words: readonly string[]): Cursor {
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1).filter((word) => word !== "=");
  const [, option, value] = /^(--[\w-]+)=(.*)$/s.exec(last) ?? [];
  if (option === undefined || value === undefined) {
    return { before, current: last === "=" ? "" : last, prefix: "" };
  }
  return { before: [...before, option], current: value, prefix: `${option}=` };
}

function allAt(
  before: readonly string[],
  current: string,
  program: ProgramWords,
  lookUp: LookUp,
): readonly Candidate[] {
  const at = before.findIndex((word) => !word.startsWith("-"));
  const command = program.commands.find(({ name }) => name === before[at]);
  if (at >= 0 && command === undefined) return [];
  const options = [...(command?.options ?? []), ...program.options];
  if (command === undefined) return current.startsWith("-") ? flagsOf(options) : commandsOf(program);
  const given = before.slice(at + 1);
  const expected = valueOfOption(given.at(-1), options);
  if (expected !== null) return valuesOfOption(expected, lookUp);
  if (current.startsWith("-")) return flagsOf(options);
  const operands = operandsAmong(given, options);
  const value = command.values[operands.length];
  if (value === undefined) return [];
  return value.name === "row" ? rowsOf(command, operands, given, lookUp) : valuesFor(value, program, lookUp);
}

/** Folders of options are new ones as often as not: the shell's own files are offered. */
function valuesOfOption({ name, choices }: ValueWords, lookUp: LookUp): readonly Candidate[] {
  return choices.length === 0 && name === "name" ? lookUp.studyNames() : choices.map(plain);
}

function valuesFor(
  { name, choices }: ValueWords,
  program: ProgramWords,
  lookUp: LookUp,
): readonly Candidate[] {
  if (choices.length > 0) return choices.map(plain);
  switch (name) {
    case "command":
      return commandsOf(program);
    case "study":
      return lookUp.studies();
    case "folder":
    case "A":
    case "B":
      return lookUp.resultsFolders();
    case "what":
      return [{ value: "mnist", description: "its four files" }, ...lookUp.studies()];
    default:
      return [];
  }
}

function rowsOf(
  { name }: CommandWords,
  operands: readonly string[],
  given: readonly string[],
  lookUp: LookUp,
): readonly Candidate[] {
  return lookUp.rows(operands[0]!, { studentsOnly: name === "export", smoke: given.includes("--smoke") });
}

function valueOfOption(word: string | undefined, options: readonly OptionWords[]): ValueWords | null {
  return options.find(({ flags }) => flags.includes(word ?? ""))?.value ?? null;
}

/** Words that are neither an option nor the value of one. */
function operandsAmong(given: readonly string[], options: readonly OptionWords[]): string[] {
  return given.filter((word, i) => !word.startsWith("-") && valueOfOption(given[i - 1], options) === null);
}

export function plain(value: string): Candidate {
  return { value, description: "" };
}

function commandsOf({ commands }: ProgramWords): Candidate[] {
  return commands.map(({ name, description }) => ({ value: name, description }));
}

/** The long ones: the short ones are there for those who know them. */
function flagsOf(options: readonly OptionWords[]): Candidate[] {
  return options.map(({ flags, description }) => ({ value: flags.at(-1)!, description }));
}
