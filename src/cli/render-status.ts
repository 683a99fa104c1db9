import { textTable } from "../report/text-table.ts";
import { groupBy } from "../study/group-by.ts";
import type { RowState, StatusLine, StudyStatus } from "../study-status.ts";
import { jsonLines } from "./json-lines.ts";
import { counted } from "./render-event.ts";

/** Counts by experiment and kind of row, what a run is doing, what failed, and whether anything is left to do. */
export function renderStatus(status: StudyStatus): string {
  const { study, lines } = status;
  const table = groupBy(lines, ({ experiment, role }) => `${experiment} ${role}`).map((group) => [
    group[0]!.experiment,
    group[0]!.role,
    ...states.map((state) => String(countOf(group, state))),
  ]);
  const parts = [
    `${study}: ${states.map((state) => `${countOf(lines, state)} ${state}`).join(", ")} of ${counted(lines.length, "row")}`,
    textTable(columns, table),
    holderText(status),
    failuresText(lines),
    status.isExhausted
      ? "The study is exhausted: nothing is left to do."
      : `${counted(lines.length - countOf(lines, "done"), "row")} left: \`distilgrid run\` goes on with what is missing, and tries again what failed.`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** An object a row, told apart by `type`, then one for the study. */
export function renderStatusJson({ study, lines, holder, runningJobs, isExhausted }: StudyStatus): string {
  const counts = Object.fromEntries(states.map((state) => [state, countOf(lines, state)]));
  const rows = lines.map((line) => ({ type: "row", ...line }));
  const whole = { type: "study", study, ...counts, isExhausted, holder, runningJobs };
  return jsonLines([...rows, whole]);
}

const states: readonly RowState[] = ["done", "running", "failed", "missing"];

const columns = [
  { title: "experiment" },
  { title: "what" },
  ...states.map((title) => ({ title, align: "right" as const })),
];

function countOf(lines: readonly StatusLine[], wanted: RowState): number {
  return lines.filter(({ state }) => state === wanted).length;
}

function holderText({ study, holder, runningJobs }: StudyStatus): string {
  if (holder === null) return "No run is going on.";
  const which = holder.study === study ? "this study" : `the study "${holder.study}"`;
  const jobs = runningJobs.length === 0 ? "" : `: ${runningJobs.join(", ")}`;
  return `Process ${holder.pid} on ${holder.host} runs ${which}${jobs}.`;
}

const mostFailures = 10;

function failuresText(lines: readonly StatusLine[]): string {
  const failed = lines.filter(({ state }) => state === "failed");
  const shown = failed
    .slice(0, mostFailures)
    .map(
      ({ experiment, label, seed, error }) =>
        `failed: ${experiment}, ${label}, seed ${seed ?? "all"}: ${error}`,
    );
  return [
    ...shown,
    ...(failed.length > mostFailures ? [`and ${failed.length - mostFailures} more`] : []),
  ].join("\n");
}
