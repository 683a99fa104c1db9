import type { PlanLine, StudyPlan } from "../plan-study.ts";
import { textTable } from "../report/text-table.ts";
import { shortKey } from "../study/key.ts";
import type { Study } from "../study/schema.ts";
import { jsonLines } from "./json-lines.ts";
import { countOf, planGroups, reasonsOf } from "./plan-groups.ts";
import { counted } from "./render-event.ts";
import { renderBytes, renderDuration } from "./units.ts";

type Shown = Pick<StudyPlan, "lines" | "estimate" | "memory">;

/** A line for each arm, teacher and dataset, the count of each reason, and what a run would take. */
export function renderPlan(plan: Shown, study: Pick<Study, "experiments">): string {
  return `${planGroups(plan.lines, study)}\n\n${planCounts(plan.lines)} (--rows lists them with their keys)\n\n${estimateText(plan)}\n`;
}

/** A line for each row that the study asks for, and the same below it. */
export function renderPlanRows(plan: Shown): string {
  return `${planRows(plan.lines)}\n\n${planCounts(plan.lines)}\n\n${estimateText(plan)}\n`;
}

function planRows(lines: readonly PlanLine[]): string {
  const columns = ["reason", "experiment", "what", "name", "seed", "key"].map((title) => ({ title }));
  const table = lines.map(({ reason, experiment, role, label, seed, key }) => [
    reason,
    experiment,
    role,
    label,
    seed === null ? "all" : String(seed),
    shortKey(key),
  ]);
  return textTable(columns, table);
}

/** An object a line: the rows, then the estimate, told apart by its `type`. */
export function renderPlanJson({ lines, estimate, memory }: Shown): string {
  return jsonLines([...lines, { type: "estimate", ...estimate, memory }]);
}

/** "87 rows: 12 cached, 74 new, 1 failed" */
function planCounts(lines: readonly PlanLine[]): string {
  const counts = reasonsOf(lines).map((reason) => `${countOf(lines, reason)} ${reason}`);
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

function estimateText({ estimate, memory }: Pick<Shown, "estimate" | "memory">): string {
  const { kinds, workers, wallMs, workerBytes } = estimate;
  const { limitBytes, baseBytes, isShort } = memory;
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
