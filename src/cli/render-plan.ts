import type { PlanLine } from "../plan-study.ts";
import { textTable } from "../report/text-table.ts";
import { counted } from "./render-event.ts";

/** A line for each row that the study asks for, then the count of each reason. */
export function renderPlan(lines: readonly PlanLine[]): string {
  const table = lines.map(({ reason, experiment, role, label, seed, key }) => [
    reason,
    experiment,
    role,
    label,
    seed === null ? "all" : String(seed),
    key.slice(0, 12),
  ]);
  return `${textTable(columns, table)}\n\n${planCounts(lines)}\n`;
}

const columns = ["reason", "experiment", "what", "name", "seed", "key"].map((title) => ({ title }));

/** "87 rows: 12 cached, 74 new, 1 failed" */
function planCounts(lines: readonly PlanLine[]): string {
  const counts = (["cached", "new", "failed", "too large"] as const)
    .map((reason) => ({ reason, count: lines.filter((line) => line.reason === reason).length }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `${count} ${reason}`);
  return `${counted(lines.length, "row")}: ${counts.join(", ")}`;
}
