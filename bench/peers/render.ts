import { decimal, none } from "../../src/report/format.ts";
import { blocks, type Column, escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";
import type { Spread } from "./ratios.ts";
import type { WorkResult } from "./results.ts";
import { type SummaryRow, summary } from "./summary.ts";
import { commonDifferences, type Goal, type Work } from "./works.ts";

/** results/bench/peers.md */
export function renderPeers(works: readonly Work[], measured: readonly WorkResult[]): string {
  const shown = measured.flatMap((result) => {
    const work = works.find(({ name }) => name === result.work);
    return work ? [[work, result] as const] : [];
  });
  return `${blocks([
    "# The same work elsewhere",
    "Made by `npm run bench:peers`; every round is in peers.json. Times are the median over the rounds with the least " +
      "and the greatest; a ratio is a contestant's time over ours in the same round, its median and range likewise. " +
      "Where a peer has several forms, the fastest one counts for the goal.",
    ...shown.map(([work, result]) => renderWork(work, result)),
    "## What differs",
    list(commonDifferences),
    ...shown.flatMap(([{ title, differences }]) => [`### ${title}`, list(differences)]),
  ])}\n`;
}

function renderWork(work: Work, { date, machine, results }: WorkResult): string {
  const rows = summary(results, work.scale, work.goals);
  const hasLeaves = rows.some((row) => row.state === "measured" && row.leaves !== null);
  const columns: Column[] = [
    { title: "Contestant" },
    { title: "Form" },
    { title: work.unit, align: "right" },
    { title: "Range", align: "right" },
    { title: "n", align: "right" },
    { title: "× ours", align: "right" },
    { title: "Range", align: "right" },
    { title: "Goal" },
    { title: "Met" },
    { title: work.check, align: "right" },
    ...(hasLeaves ? [{ title: "leaves", align: "right" } as const] : []),
  ];
  const cellsOf = (row: SummaryRow) => [...cells(row), ...(hasLeaves ? [leavesText(row)] : [])];
  const versions = Object.assign(
    {},
    ...results.map(({ outcome }) => (outcome.state === "measured" ? outcome.versions : {})),
  ) as Record<string, string>;
  const { cpu, cores, node } = machine;
  return blocks([
    `## ${work.title}`,
    work.description,
    markdownTable(columns, rows.map(cellsOf)),
    `${escapeMarkdown(cpu)}, ${cores} cores, Node ${node}, ${date.slice(0, 10)}; ${escapeMarkdown(
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    )}.`,
  ]);
}

function cells(row: SummaryRow): string[] {
  const { peer, form } = row.contestant;
  const names = [escapeMarkdown(peer), escapeMarkdown(form)];
  if (row.state === "failed") {
    return [...names, none, none, none, none, none, `could not run: ${escapeMarkdown(row.why)}`, none, none];
  }
  const { time, ratio, goal, isFastest, check } = row;
  return [
    isFastest ? `**${names[0]}**` : names[0]!,
    names[1]!,
    number(time.median),
    range(time),
    String(time.n),
    ratio === null ? none : number(ratio.median),
    ratio === null ? none : range(ratio),
    goal === null ? none : goalText(goal.goal),
    goal === null ? none : `${goal.isMet ? "yes" : "no"} (${number(goal.value)})`,
    decimal(check, 3),
  ];
}

function leavesText(row: SummaryRow): string {
  return row.state === "measured" && row.leaves !== null ? decimal(row.leaves, 0) : none;
}

function goalText(goal: Goal): string {
  return goal.ratio === "peer / ours" ? `peer / ours ≥ ${goal.atLeast}` : `ours / peer ≤ ${goal.atMost}`;
}

const range = ({ min, max }: Spread) => `${number(min)}–${number(max)}`;

/** Three digits or more. */
function number(value: number): string {
  if (value < 1) return decimal(value, 3);
  if (value < 10) return decimal(value, 2);
  return decimal(value, value < 100 ? 1 : 0);
}

const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");
