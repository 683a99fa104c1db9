// The rows of a plan by what they belong to: an arm, a teacher, its labels, a dataset. A grid has thousands of them.
import type { PlanLine, PlanReason } from "../plan-study.ts";
import { textTable } from "../report/text-table.ts";
import { axesOf, productOf, tunedAxesOf } from "../study/grid.ts";
import { groupBy } from "../study/group-by.ts";
import type { StudentSpec, Study } from "../study/schema.ts";
import { counted } from "./render-event.ts";

const reasons = ["cached", "new", "outdated", "failed", "too large"] as const satisfies PlanReason[];

/** Those that some row has, in their order. */
export function reasonsOf(lines: readonly PlanLine[]): PlanReason[] {
  return reasons.filter((reason) => countOf(lines, reason) > 0);
}

export function countOf(lines: readonly PlanLine[], reason: PlanReason): number {
  return lines.filter((line) => line.reason === reason).length;
}

const right = { align: "right" } as const;

/** A table of them: how many rows each has, what these are made up of, and how many there are of each reason. */
export function planGroups(lines: readonly PlanLine[], study: Pick<Study, "experiments">): string {
  const found = reasonsOf(lines);
  const columns = [
    ...["experiment", "what", "name"].map((title) => ({ title })),
    { title: "rows", ...right },
    { title: "made up of" },
    ...found.map((title) => ({ title, ...right })),
  ];
  const table = groupsOf(lines, study).map(({ name, student, rows }) => [
    rows[0]!.experiment,
    rows[0]!.role,
    name,
    String(rows.length),
    gridText(rows, student),
    ...found.map((reason) => String(countOf(rows, reason))),
  ]);
  return textTable(columns, table);
}

interface Group {
  readonly name: string;
  /** null for what is no arm. */
  readonly student: StudentSpec | null;
  readonly rows: readonly PlanLine[];
}

function groupsOf(lines: readonly PlanLine[], { experiments }: Pick<Study, "experiments">): Group[] {
  const students = new Map(experiments.map((experiment) => [experiment.name, experiment.students]));
  return groupBy(lines, ({ experiment, role, name }) => JSON.stringify([experiment, role, name])).map(
    (rows) => {
      const { experiment, role, name } = rows[0]!;
      const ofExperiment = role === "student" ? (students.get(experiment) ?? []) : [];
      return { name, student: ofExperiment.find((student) => student.name === name) ?? null, rows };
    },
  );
}

/** "6 points x 3 tuned x 5 seeds" */
function gridText(rows: readonly PlanLine[], student: StudentSpec | null): string {
  const seeds = new Set(rows.map(({ seed }) => seed));
  const seedText = seeds.has(null) ? "all seeds" : counted(seeds.size, "seed");
  if (student === null) return seedText;
  const [axes, tuned] = [axesOf(student), tunedAxesOf(student)];
  const parts = [
    ...(axes.length === 0 ? [] : [counted(productOf(axes), "point")]),
    ...(tuned.length === 0 ? [] : [`${productOf(tuned)} tuned`]),
    seedText,
  ];
  const skipped = productOf([...axes, ...tuned]) * seeds.size - rows.length;
  return `${parts.join(" x ")}${skipped > 0 ? `, ${skipped} of them skipped` : ""}`;
}
