// The headline table for a terminal, at most 100 columns wide. It loads no figure library.
import type { Row } from "../results/row.ts";
import type { Study } from "../study/schema.ts";
import { controlRows, type HeadlineRow, headlineRows } from "./headline.ts";
import { experimentResults } from "./results.ts";
import { textTable } from "./text-table.ts";

const modelWidth = 34;

export function renderHeadlineText(study: Study, rows: readonly Row[]): string {
  const parts = experimentResults(study, rows).map((results) => {
    const lines = [...headlineRows([results]), ...controlRows(results)];
    const table = textTable(columns, lines.map(cellsOf));
    return `${titleLine(results.title)}\n${table}`;
  });
  return parts.join("\n\n");
}

const columns = [
  { title: "model", width: modelWidth },
  { title: "test %", align: "right" as const },
  { title: "test errors", align: "right" as const },
  { title: "n", align: "right" as const },
  { title: "to baseline, points" },
  { title: "ref %", align: "right" as const },
];

/** A title is free text: nothing that a terminal would obey, and one line of it. */
function titleLine(title: string): string {
  const line = title.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}

function cellsOf(row: HeadlineRow): string[] {
  const model = row.variant === "" ? row.model : `${row.model} (${row.variant})`;
  return [model, row.accuracy, row.errors, String(row.n), row.difference, row.reference];
}
