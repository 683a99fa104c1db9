import { counted } from "../report/format.ts";
import { blocks, details, escapeMarkdown, markdownTable } from "../report/markdown.ts";
import { changeTable, changeTableNote } from "./change-table.ts";
import type { Comparison, Side } from "./compare.ts";
import type { CellCounts } from "./matched-rows.ts";
import { findings, type ModelChange } from "./model-changes.ts";
import { settingLine } from "./setting-line.ts";

/** Markdown: what differs in short, then the settings, then the numbers. */
export function renderComparison(comparison: Comparison): string {
  const { a, b, nothingDiffers, settings, cells, models, points } = comparison;
  const parts = nothingDiffers
    ? ["Nothing differs: the settings and every row are the same."]
    : [
        list([settingsSentence(settings.length), modelsSentence(models), ...cellSentences(cells)]),
        section("Settings that differ", list(settings.map(settingLine))),
        section("Only in A", list(a.only.map(escapeMarkdown))),
        section("Only in B", list(b.only.map(escapeMarkdown))),
        section(
          "Teachers and arms",
          models.length === 0 ? "" : blocks([changeTable(models), changeTableNote]),
        ),
        gridPoints(points),
      ];
  const head = ["# B compared with A", list([sideLine("A", a), sideLine("B", b)])];
  return `${blocks([...head, ...parts, section("What failed", failureTable(comparison))])}\n`;
}

function sideLine(side: string, { folder, study, cells, doneCells }: Side): string {
  return `${side}: ${escapeMarkdown(folder)}, study ${study}, ${doneCells} of ${counted(cells, "cell")} done`;
}

function settingsSentence(count: number): string {
  return count === 0 ? "No setting differs." : `Settings that differ: ${count}.`;
}

/** "Teachers and arms in both, 9: 3 the same results, 1 higher in B, 5 no difference found." */
function modelsSentence(models: readonly ModelChange[]): string {
  if (models.length === 0) return "No teacher and no arm is in both.";
  const counts = findings
    .map((finding) => ({ finding, count: models.filter((model) => model.finding === finding).length }))
    .filter(({ count }) => count > 0);
  const text = counts.map(({ finding, count }) => `${count} ${finding}`).join(", ");
  return `Teachers and arms in both, ${models.length}: ${text}.`;
}

function cellSentences({ doneInBoth, sameResults, otherNumbers, ...only }: CellCounts): string[] {
  const warning =
    `Cells with equal keys and yet other numbers: ${otherNumbers}. They were made on different kinds of processor, or ` +
    "a file was changed by hand.";
  return [
    `Cells done in both: ${doneInBoth}, of which ${sameResults} are the same results (equal keys).`,
    ...(otherNumbers > 0 ? [warning] : []),
    `Cells done only in A: ${only.doneOnlyInA}; only in B: ${only.doneOnlyInB}.`,
  ];
}

function gridPoints(points: readonly ModelChange[]): string {
  const changed = points.filter(({ finding }) => finding !== "the same results");
  if (changed.length === 0) return "";
  const title = `Points of the grids: ${changed.length} of ${points.length} have other results`;
  return details(title, changeTable(changed));
}

function failureTable({ a, b }: Comparison): string {
  const rows = [
    ...a.failed.map((failure) => ({ side: "A", ...failure })),
    ...b.failed.map((failure) => ({ side: "B", ...failure })),
  ];
  if (rows.length === 0) return "";
  return markdownTable(
    ["In", "Experiment", "What", "Seed", "Error"].map((title) => ({ title })),
    rows.map(({ side, experiment, what, seed, error }) =>
      [side, experiment, what, String(seed ?? "all"), error].map(escapeMarkdown),
    ),
  );
}

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${title}\n\n${body}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
