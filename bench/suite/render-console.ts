import type { BenchResult } from "./result.ts";
import { tableOf } from "./table.ts";

/** Question, environment and table, as plain text. */
export function renderConsole(result: BenchResult): string {
  const { question, setting, environment, engines, skipped, isQuick } = result;
  const { columns, rows } = tableOf(result);
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (columns[i]!.align === "right" ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  const lines = [
    isQuick ? `${question} (quick: these numbers say nothing)` : question,
    setting,
    `${environment.cpu}, ${environment.cores} cores; Node ${environment.node}, ${environment.platform}`,
    ...engines.map(({ id }) => id),
    lineOf(titles),
    ...rows.map(lineOf),
    ...skipped.map(({ what, why }) => `not measured: ${what} (${why})`),
  ];
  return `${lines.join("\n")}\n\n`;
}
