import { counted, none } from "../report/format.ts";
import { blocks, type Column, escapeMarkdown, markdownTable } from "../report/markdown.ts";
import type { Environment } from "../results/environment.ts";
import { type IndexEntry, indexMark, type StudyEntry } from "../results-index.ts";
import { renderDuration } from "./units.ts";

const columns: readonly Column[] = [
  { title: "Study" },
  { title: "Title" },
  { title: "Answer" },
  { title: "Cells done", align: "right" },
  { title: "Wall time" },
  { title: "Machine" },
];

const note =
  "An answer counts gains and losses at the points of an axis that arms share with their baselines: at each, both are as " +
  "validation prefers there, and Holm's correction is over the points of a line. Then it tells the largest gain and the " +
  "largest loss among the comparisons that the study names, of an arm with several baselines that with the strongest on validation, in points of test accuracy (95 % CI of the paired difference, " +
  "n seeds). A gain or a loss takes at least 5 seeds and a paired t test with p below 0.05 by Holm's correction over the " +
  "comparisons of the experiment, or over the points of its line where that p is larger; controls are not among them. The largest of several is picked by its result, so a " +
  "repetition tends to give less. Where none is a gain or a loss, it is the comparison with the baseline that validation prefers; without any, the " +
  "accuracy of the best arm. Wall time is that of the last run that made rows of the study. Smoke runs are left out.";

/** Markdown: a table of the studies, then the folders that are none. The same files give the same text. */
export function renderIndex(entries: readonly IndexEntry[]): string {
  const studies = entries.filter((entry) => entry.state === "study");
  const unreadable = entries.filter((entry) => entry.state === "unreadable");
  const others = entries.filter((entry) => entry.state === "pages");
  return `${blocks([
    indexMark,
    "# Results",
    studies.length === 0
      ? "There is no study here."
      : blocks([markdownTable(columns, studies.map(cellsOf)), note]),
    section(
      "Cannot be read",
      unreadable.map(({ folder, reason }) => `${escapeMarkdown(folder)}: ${escapeMarkdown(reason)}`),
    ),
    section(
      "Other folders",
      others.map(({ folder, pages }) => `${escapeMarkdown(folder)}: ${pagesText(folder, pages)}`),
    ),
  ])}\n`;
}

function cellsOf(entry: StudyEntry): string[] {
  const { folder, title, hasReport, environment } = entry;
  return [
    hasReport ? link(folder, `${folder}/report.md`) : escapeMarkdown(folder),
    escapeMarkdown(title),
    answerText(entry),
    cellsText(entry),
    environment === null ? none : wallTimeText(environment),
    environment === null ? none : machineText(environment),
  ];
}

/** One line an experiment; its name only where there are several. */
function answerText({ answers }: StudyEntry): string {
  return answers
    .map(({ experiment, line }) => escapeMarkdown(answers.length > 1 ? `${experiment}: ${line}` : line))
    .join("<br>");
}

function cellsText({ cells, doneCells, failedCells }: StudyEntry): string {
  const failed = failedCells === 0 ? "" : `, ${failedCells} failed`;
  return `${doneCells} of ${cells}${failed}`;
}

/** With how much of the study the run made, where others had made the rest. */
function wallTimeText({ wallMs, rows, cachedRows }: Environment): string {
  const time = renderDuration(wallMs);
  return cachedRows === 0
    ? time
    : `${time} (of ${counted(rows, "row")} ${rows - cachedRows} made in that run)`;
}

function machineText({ workers, cpu, cores }: Environment): string {
  return escapeMarkdown(`${counted(workers, "worker")}, ${cpu.trim()}, ${counted(cores, "core")}`);
}

function pagesText(folder: string, pages: readonly string[]): string {
  if (pages.length === 0) return "no results of a study";
  return pages.map((page) => link(page, `${folder}/${page}`)).join(", ");
}

function link(text: string, path: string): string {
  return `[${escapeMarkdown(text)}](${path.split("/").map(encodeURIComponent).join("/")})`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `## ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}
