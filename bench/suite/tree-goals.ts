import { decimal } from "../../src/report/format.ts";
import type { GoalRow } from "./goals.ts";
import type { Variant } from "./result.ts";

/** A variant's median over another's. */
interface RatioGoal {
  readonly id: string;
  readonly against: string;
  readonly limit: number;
  what(leaves: string, leavesAgainst: string): string;
}

const ratioGoals: readonly RatioGoal[] = [
  {
    id: "pair",
    against: "hard",
    limit: 1.2,
    what: () => "Two trees at the same time on 2 workers, against one",
  },
  {
    id: "soft-limited",
    against: "hard-limited",
    limit: 1.5,
    what: (soft, hard) =>
      `A tree of maxDepth 12 on soft labels (${soft} leaves), against hard ones (${hard})`,
  },
  {
    id: "soft",
    against: "hard",
    limit: 1.5,
    what: (soft, hard) => `An unpruned tree on soft labels (${soft} leaves), against hard ones (${hard})`,
  },
  ...["hard", "soft"].map((kind) => ({
    id: `${kind}-depths`,
    against: kind,
    limit: 1.05,
    what: () => `Trees of every depth in one job, against the deepest alone, ${kind} labels`,
  })),
];

export function treeGoals(variants: readonly Variant[]): GoalRow[] {
  const find = (id: string) => variants.find((variant) => variant.id === id);
  const ratios = ratioGoals.flatMap(({ id, against, limit, what }): GoalRow[] => {
    const [one, other] = [find(id), find(against)];
    if (one === undefined || other === undefined) return [];
    const value = one.time.medianMs / other.time.medianMs;
    return [{ what: what(leavesText(one), leavesText(other)), bound: "at most", limit, value, unit: "" }];
  });
  return [...ratios, ...memoryGoal(variants)];
}

function memoryGoal(variants: readonly Variant[]): GoalRow[] {
  const peaks = variants.flatMap(({ peakBytes }) => peakBytes ?? []);
  if (peaks.length === 0) return [];
  const value = Math.max(...peaks) / 1e6;
  return [
    { what: "Memory of an unpruned tree above the data", bound: "at most", limit: 600, value, unit: "MB" },
  ];
}

const leavesText = ({ leaves }: Variant) => decimal(leaves ?? Number.NaN, 0);
