import type { ExplainedRow, Explanation } from "../explain.ts";
import { textTable } from "../report/text-table.ts";
import { shortKey } from "../study/key.ts";
import { renderBytes } from "./units.ts";

/** What the row is, what its key is the hash of, field by field, what it was made from, and its files. */
export function renderExplanation(explanation: Explanation): string {
  const { key, isDone, identity, files, sameAs, madeFrom } = explanation;
  const parts = [
    `${rowText(explanation)}\nkey    ${key}\nstate  ${stateText(isDone)}`,
    `The key is the SHA-256 of\n${aligned(fieldsOf(identity))}`,
    madeFrom.length === 0
      ? ""
      : `Made from\n${aligned(madeFrom.map((row) => [shortKey(row.key), stateText(row.isDone), rowText(row)]))}`,
    sameAs.length === 0 ? "" : `The same result as\n${sameAs.map((row) => `  ${rowText(row)}`).join("\n")}`,
    files.length === 0
      ? ""
      : `Files\n${aligned(files.map(({ path, bytes, sha256 }) => [path, renderBytes(bytes), `SHA-256 ${sha256.slice(0, 12)}`]))}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

export function renderExplanationJson(explanation: Explanation): string {
  return `${JSON.stringify(explanation)}\n`;
}

function rowText({ role, label, experiment, seed }: ExplainedRow): string {
  return `${role} "${label}" of experiment ${experiment}, ${seed === null ? "all seeds" : `seed ${seed}`}`;
}

function stateText(isDone: boolean): string {
  return isDone ? "done" : "not done";
}

/** "recipe.learningRate", "0.003": the fields of objects by their path, all else as JSON. */
function fieldsOf(value: object, path = ""): string[][] {
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
    const isObject = typeof field === "object" && field !== null && !Array.isArray(field);
    return isObject
      ? fieldsOf(field, `${path}${name}.`)
      : [[path + name, typeof field === "string" ? field : JSON.stringify(field)]];
  });
}

function aligned(rows: readonly (readonly string[])[]): string {
  const columns = (rows[0] ?? []).map(() => ({ title: "" }));
  const [, ...lines] = textTable(columns, rows).split("\n");
  return lines.map((line) => `  ${line}`).join("\n");
}
