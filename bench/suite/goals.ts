// What was asked of the speed, against what was measured: from the JSON files of the benches and of the peers.
import { blocks, escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";
import type { WorkResult } from "../peers/results.ts";
import { summary } from "../peers/summary.ts";
import type { Work } from "../peers/works.ts";
import type { QuestionName } from "./questions.ts";
import type { BenchResult, Variant } from "./result.ts";
import { significant } from "./time-text.ts";
import { treeGoals } from "./tree-goals.ts";

export interface GoalRow {
  readonly what: string;
  readonly bound: "at least" | "at most";
  readonly limit: number;
  readonly value: number;
  readonly unit: string;
}

export function isMet({ bound, limit, value }: GoalRow): boolean {
  return bound === "at least" ? value >= limit : value <= limit;
}

/** Part of the limit by which it is missed: 0.1 for 0.9 where 1 was asked, or for 1.1 where at most 1 was. */
export function missedBy({ limit, value }: GoalRow): number {
  return Math.abs(value - limit) / limit;
}

/** Medians of the ratios of one round. */
export function peerGoals(works: readonly Work[], measured: readonly WorkResult[]): GoalRow[] {
  return works.flatMap(({ name, title, scale, goals }) => {
    const result = measured.find(({ work }) => work === name);
    if (result === undefined) return [];
    return summary(result.results, scale, goals).flatMap((row): GoalRow[] => {
      if (row.state !== "measured" || row.goal === null) return [];
      const { goal, value } = row.goal;
      const [bound, limit] =
        goal.ratio === "peer / ours"
          ? (["at least", goal.atLeast] as const)
          : (["at most", goal.atMost] as const);
      const sides = goal.ratio === "peer / ours" ? `${goal.peer} / ours` : `ours / ${goal.peer}`;
      return [{ what: `${title}: time of ${sides}`, bound, limit, value, unit: "" }];
    });
  });
}

/** Images that a teacher labels, for each one of its training epoch: train and validation rows of MNIST. */
const labelledPerTrained = 60_000 / 54_000;

/** Ratios and times of medians. */
export function benchGoals(results: readonly BenchResult[]): GoalRow[] {
  const variantsOf = (name: QuestionName) => results.find((result) => result.name === name)?.variants ?? [];
  return [
    ...labelGoals(variantsOf("label-production")),
    ...treeGoals(variantsOf("tree-growth")),
    ...coordinatorGoals(variantsOf("coordinator")),
  ];
}

function coordinatorGoals(variants: readonly Variant[]): GoalRow[] {
  const median = (id: string) => variants.find((variant) => variant.id === id)?.time.medianMs;
  const [cell, resume] = [median("cell"), median("resume")];
  if (cell === undefined || resume === undefined) return [];
  return [
    { what: "Coordinator and store, a cell", bound: "at most", limit: 5, value: cell, unit: "ms" },
    { what: "A finished study of 500 cells", bound: "at most", limit: 1000, value: resume, unit: "ms" },
  ];
}

/** Native engine. */
function labelGoals(variants: readonly Variant[]): GoalRow[] {
  const median = (id: string) =>
    variants.find((variant) => variant.id === id && (variant.engine ?? "native") === "native")?.time.medianMs;
  const [training, one, two, reading] = ["training", "1-workers", "2-workers", "reading"].map(median);
  if (training === undefined || one === undefined || two === undefined || reading === undefined) return [];
  return [
    {
      what: "Soft labels of 60,000 images, parts of a teacher's epoch on 54,000",
      bound: "at most",
      limit: 0.33,
      value: (labelledPerTrained * two) / training,
      unit: "",
    },
    { what: "Soft labels: 2 workers against 1", bound: "at least", limit: 1.7, value: one / two, unit: "" },
    {
      what: "Soft labels that are there already, for a second study",
      bound: "at most",
      limit: 50,
      value: reading,
      unit: "ms",
    },
  ];
}

export function renderGoals(rows: readonly GoalRow[]): string {
  if (rows.length === 0) return "";
  const columns = [
    { title: "What" },
    { title: "Goal" },
    { title: "Measured", align: "right" },
    { title: "Met" },
  ] as const;
  const cells = rows.map((row) => [
    escapeMarkdown(row.what),
    `${row.bound} ${row.limit} ${row.unit}`.trim(),
    `${significant(row.value)} ${row.unit}`.trim(),
    isMet(row) ? "yes" : `no, by ${Math.round(100 * missedBy(row))} %`,
  ]);
  const missed = rows.every(isMet)
    ? ""
    : "Where the time goes of what misses its goal, and what was tried: [docs/engine.md](../../docs/engine.md).";
  return blocks(["## Goals", markdownTable(columns, cells), missed]);
}
