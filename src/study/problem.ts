// What is wrong with a study, as data; one paragraph is made of all of it at the end.

export type Path = readonly (string | number)[];

export interface Problem {
  /** Where: `["experiments", 1, "dataset"]`; empty for the study itself. */
  readonly path: Path;
  /** A sentence without its full stop: what was expected, and what is there. */
  readonly message: string;
  /** What to do: further sentences, each with its full stop. */
  readonly hint?: string;
}

/** The first problem in full, the others in short. */
export function renderProblems(problems: readonly Problem[]): string {
  const [first, ...others] = problems;
  if (first === undefined) return "";
  const text = `${first.message} (${pathText(first.path)}).${first.hint === undefined ? "" : ` ${first.hint}`}`;
  return others.length === 0 ? text : `${text} And ${others.length} more: ${shortList(others)}.`;
}

const shownInShort = 5;

function shortList(problems: readonly Problem[]): string {
  const shown = problems.slice(0, shownInShort).map(({ message, path }) => `${message} (${pathText(path)})`);
  const left = problems.length - shown.length;
  return left > 0 ? `${shown.join("; ")}; and ${left} others` : shown.join("; ");
}

/** `experiments[1].students[0].grid.temperature[0]` */
export function pathText(path: Path): string {
  if (path.length === 0) return "top level";
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? plainKey(step) : `${text}.${plainKey(step)}`;
  }, "");
}

/** The field that a path speaks of: its last key that is not a position in a list. */
export function fieldName(path: Path): string {
  const key = path.findLast((step) => typeof step === "string");
  return key === undefined ? "the study" : quoted(String(key));
}

/** `` `value` ``, in one line and cut where it is long. */
export function quoted(text: string): string {
  return `\`${plainKey(text)}\``;
}

/** A value as the user wrote it, or what it is where that would be long. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of length ${value.length}`;
  if (typeof value === "object" && value !== null) return "a mapping";
  return `\`${String(value)}\``;
}

export function listed(names: Iterable<string>): string {
  return Array.from(names, quoted).join(", ");
}

function plainKey(key: string): string {
  const line = key.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]+/gu, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
