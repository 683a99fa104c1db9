// What zod found, in the words of the project. A misspelt key comes first: it is often why another one is missing.
import type { z } from "zod";
import { discriminatorValues, expectation, literalsOf, schemaAt, valueAt } from "./expectation.ts";
import { nearest } from "./nearest.ts";
import { fieldName, listed, type Path, type Problem, quoted, shown } from "./problem.ts";

type Issue = z.core.$ZodIssue;

export function schemaProblems(issues: readonly Issue[], input: unknown): Problem[] {
  const unknownKeys = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownKeyProblems(issue.keys, pathOf(issue), input) : [],
  );
  const others = issues.filter(({ code }) => code !== "unrecognized_keys");
  return [...unknownKeys, ...others.map((issue) => valueProblem(issue, input))];
}

function unknownKeyProblems(keys: readonly string[], path: Path, input: unknown): Problem[] {
  const known = Object.keys(schemaAt(path, input)?.properties ?? {});
  return keys.map((key) => {
    const meant = nearest(key, known);
    const suggestion = meant === null ? "" : `Did you mean ${quoted(meant)}? `;
    return {
      path: [...path, key],
      message: `Unknown key ${quoted(key)}`,
      hint: `${suggestion}Known keys: ${listed(known)}.`,
    };
  });
}

function valueProblem(issue: Issue, input: unknown): Problem {
  const path = pathOf(issue);
  const value = valueAt(path, input);
  const wanted = expected(issue, path, input);
  const subject = typeof path.at(-1) === "number" && /^a (mapping|list)/.test(wanted) ? "each of " : "";
  const meant = typeof value === "string" ? nearest(value, allowedTexts(path, input)) : null;
  return {
    path,
    message: `Expected ${subject}${fieldName(path)} to be ${wanted}, ${got(issue, value)}`,
    ...(meant === null ? {} : { hint: `Did you mean ${quoted(meant)}?` }),
  };
}

function got(issue: Issue, value: unknown): string {
  if (value === undefined) return "but it is missing";
  if (typeof value !== "string") return `got ${shown(value)}`;
  if (issue.code === "too_big" || issue.code === "too_small") return `got ${value.length} characters`;
  // A text where a number is wanted: the quotes are what is wrong.
  return issue.code === "invalid_type" || /^\d+$/.test(value)
    ? `got ${quoted(JSON.stringify(value))}`
    : `got ${quoted(value)}`;
}

function expected(issue: Issue, path: Path, input: unknown): string {
  // The pattern of a name is said in words where it is written, in schema.ts.
  if (issue.code === "invalid_format") return issue.message;
  const names = allowedNames(path, input);
  if (names.length > 0) return `one of ${listed(names)}`;
  const node = schemaAt(path, input);
  return node === null ? issue.message : expectation(node);
}

/** The values of an enumeration, or those that tell the options of a union apart; else none. */
function allowedNames(path: Path, input: unknown): string[] {
  const node = schemaAt(path, input);
  if (node?.enum !== undefined) return node.enum.map(String);
  const union = path.length > 0 ? schemaAt(path.slice(0, -1), input) : null;
  return union?.oneOf === undefined ? [] : discriminatorValues(union);
}

function allowedTexts(path: Path, input: unknown): string[] {
  const names = allowedNames(path, input);
  const node = names.length > 0 ? null : schemaAt(path, input);
  return node === null ? names : literalsOf(node);
}

function pathOf(issue: Issue): Path {
  return issue.path.map((step) => (typeof step === "number" ? step : String(step)));
}
