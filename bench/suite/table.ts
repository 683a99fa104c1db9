// The table of one bench, as cells: the same on the terminal and in the report.
import { decimal, none } from "../../src/report/format.ts";
import type { Column } from "../../src/report/markdown.ts";
import type { BenchResult, Variant } from "./result.ts";
import { significant, unitOf } from "./time-text.ts";

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

interface Field extends Column {
  cell(variant: Variant): string;
}

export function tableOf({ variants, rateOf }: BenchResult): Table {
  const fields = fieldsOf(rateOf).filter(
    ({ cell, isOptional }) => !isOptional || variants.some((variant) => cell(variant) !== none),
  );
  return { columns: fields, rows: variants.map((variant) => fields.map(({ cell }) => cell(variant))) };
}

/** One that is optional is left out where it is empty. */
function fieldsOf(rateOf: string | null): readonly (Field & { readonly isOptional?: true })[] {
  const inUnit = (variant: Variant, ms: number) => significant(ms * unitOf(variant.time.medianMs).perMs);
  return [
    { title: "Variant", cell: ({ name }) => name },
    { title: "Engine", isOptional: true, cell: ({ engine }) => engine ?? none },
    {
      title: "Threads",
      align: "right",
      isOptional: true,
      cell: ({ threads }) => (threads === null ? none : String(threads)),
    },
    { title: "Median", align: "right", cell: (variant) => inUnit(variant, variant.time.medianMs) },
    { title: "MAD", align: "right", cell: (variant) => inUnit(variant, variant.time.madMs) },
    {
      title: "10th–90th percentile",
      align: "right",
      cell: (variant) => `${inUnit(variant, variant.time.p10Ms)}–${inUnit(variant, variant.time.p90Ms)}`,
    },
    { title: "Unit", cell: ({ per, time }) => `${unitOf(time.medianMs).name} ${articleOf(per)} ${per}` },
    { title: "n", align: "right", cell: ({ time }) => String(time.n) },
    {
      title: `${rateOf}s a second`,
      align: "right",
      isOptional: true,
      cell: ({ per, time }) => (per === rateOf ? significant(1000 / time.medianMs) : none),
    },
    {
      title: "Leaves",
      align: "right",
      isOptional: true,
      cell: ({ leaves }) => (leaves === undefined ? none : decimal(leaves, 0)),
    },
    {
      title: "Memory, MB",
      align: "right",
      isOptional: true,
      cell: ({ peakBytes }) => (peakBytes === undefined ? none : significant(peakBytes / 1e6)),
    },
  ];
}

export function articleOf(noun: string): string {
  return /^[aeio]/.test(noun) ? "an" : "a";
}
