import type { Estimate } from "../plan/estimate.ts";
import type { PlanLine, StudyPlan } from "../plan-study.ts";
import { textTable } from "../report/text-table.ts";
import { shortKey } from "../study/key.ts";
import { jsonLines } from "./json-lines.ts";
import { counted } from "./render-event.ts";
import { renderBytes, renderDuration } from "./units.ts";

type Shown = Pick<StudyPlan, "lines" | "estimate" | "memory">;

/** A line for each row that the study asks for, the count of each reason, and what a run would take. */
export function renderPlan({ lines, estimate, memory }: Shown): string {
  const table = lines.map(({ reason, experiment, role, label, seed, key }) => [
    reason,
    experiment,
    role,
    label,
    seed === null ? "all" : String(seed),
    shortKey(key),
  ]);
  return `${textTable(columns, table)}\n\n${planCounts(lines)}\n\n${estimateText(estimate, memory)}\n`;
}

/** An object a line: the rows, then the estimate, told apart by its `type`. */
export function renderPlanJson({ lines, estimate, memory }: Shown): string {
  return jsonLines([...lines, { type: "estimate", ...estimate, memory }]);
}

const columns = ["reason", "experiment", "what", "name", "seed", "key"].map((title) => ({ title }));

/** "87 rows: 12 cached, 74 new, 1 failed" */
function planCounts(lines: readonly PlanLine[]): string {
  const counts = (["cached", "new", "outdated", "failed", "too large"] as const)
    .map((reason) => ({ reason, count: lines.filter((line) => line.reason === reason).length }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `${count} ${reason}`);
  return `${counted(lines.length, "row")}: ${counts.join(", ")}`;
}

const right = { align: "right" } as const;
const estimateColumns = [
  { title: "kind" },
  { title: "jobs", ...right },
  { title: "results", ...right },
  { title: "worker time", ...right },
  { title: "memory of a job", ...right },
];

function estimateText(
  { kinds, workers, wallMs, workerBytes }: Estimate,
  { limitBytes, baseBytes, isShort }: Shown["memory"],
): string {
  if (kinds.length === 0) return "Nothing to do.";
  const table = kinds.map(({ kind, jobs, results, workerMs, bytes }) => [
    kind,
    String(jobs),
    String(results),
    renderDuration(workerMs),
    memoryText(bytes),
  ]);
  return [
    textTable(estimateColumns, table),
    "",
    `About ${renderDuration(wallMs)} on ${counted(workers, "worker")}; peak memory of a worker ` +
      `${memoryText(workerBytes)}, beside the data and the engine.`,
    `The run may take ${memoryText(limitBytes)} (--memory), and data and engines about ${memoryText(baseBytes)} of it: ` +
      (isShort ? "large jobs wait for each other." : "enough for all workers at once."),
    "Estimates by what was measured on 2 cores of an AMD EPYC (docs/engine.md).",
    "A training that its patience stops early takes less.",
  ].join("\n");
}

/** Less than a megabyte is nothing beside what is not counted. */
function memoryText(bytes: number): string {
  return bytes < 1e6 ? "< 1 MB" : renderBytes(bytes);
}
