// The headline table for a terminal, at most 100 columns wide. It loads no figure library.
import type { Row } from "../results/row.ts";
import type { Study } from "../study/schema.ts";
import { controlRows, type HeadlineRow, headlineRows } from "./headline.ts";
import { experimentResults } from "./results.ts";
import { type TextColumn, textTable } from "./text-table.ts";

const modelWidth = 34;

export function renderHeadlineText(study: Study, rows: readonly Row[]): string {
  const parts = experimentResults(study, rows).map((results) => {
    const lines = [...headlineRows([results]), ...controlRows(results)].flatMap(linesOf);
    const shown = columns.filter(
      ({ cell, isOptional }) => !isOptional || lines.some((line) => cell(line) !== ""),
    );
    const table = textTable(
      shown,
      lines.map((line) => shown.map(({ cell }) => cell(line))),
    );
    return `${titleLine(results.title)}\n${table}`;
  });
  return parts.join("\n\n");
}

/** A model; below it, where it has more baselines than one, what it is to each of the others. */
interface HeadlineLine extends Omit<HeadlineRow, "comparisons" | "n"> {
  readonly n: string;
  readonly difference: string;
}

function linesOf({ comparisons, ...row }: HeadlineRow): HeadlineLine[] {
  const [first, ...others] = comparisons;
  const blank = { ...row, variant: "", settings: "", accuracy: "", errors: "", n: "", reference: "" };
  return [
    { ...row, n: String(row.n), difference: first?.difference ?? "" },
    ...others.map(({ baseline, difference }) => ({ ...blank, model: `  against ${baseline}`, difference })),
  ];
}

interface HeadlineColumn extends TextColumn {
  readonly cell: (line: HeadlineLine) => string;
  /** Left out where it is empty in each row. */
  readonly isOptional?: boolean;
}

const columns: readonly HeadlineColumn[] = [
  { title: "model", width: modelWidth, cell: modelText },
  { title: "test %", align: "right", cell: ({ accuracy }) => accuracy },
  { title: "test errors", align: "right", cell: ({ errors }) => errors },
  { title: "n", align: "right", cell: ({ n }) => n },
  { title: "to baseline, points", cell: ({ difference }) => difference, isOptional: true },
  { title: "ref %", align: "right", cell: ({ reference }) => reference, isOptional: true },
];

/** A title is free text: nothing that a terminal would obey, and one line of it. */
function titleLine(title: string): string {
  const line = title.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}

function modelText({ model, variant }: HeadlineLine): string {
  return variant === "" ? model : `${model} (${variant})`;
}
