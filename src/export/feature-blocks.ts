// Of a model card: the classes by name, and the features in their order with what the model itself scales them by.
import type { Scaling } from "../data/standardise.ts";
import { escapeMarkdown, markdownTable } from "../report/markdown.ts";
import type { ExportData } from "./export-data.ts";

export type DescribedFeatures = Pick<ExportData, "names" | "scaling">;

/** Of an image there may be a million. */
const mostFeatures = 1000;

/** Markdown; nothing of data that has neither names nor a scaling. */
export function featureBlocks({ names, scaling }: DescribedFeatures): string[] {
  const count = names?.features.length ?? scaling?.means.length ?? 0;
  if (count === 0) return [];
  const shown = Math.min(count, mostFeatures);
  const classes = names?.classes.map((name, k) => `${k} ${escapeMarkdown(name)}`).join(", ");
  const sentences = [
    `**Features.** In this order${shown < count ? `; the first ${shown} of ${count}` : ""}.`,
    ...(names === null ? [] : ["One like colour=red is 1 where the column has that text, else 0."]),
    ...(scaling === null
      ? []
      : [
          "The means and standard deviations, of the training rows, are part of the model: give it the values of the data. –: not standardised.",
        ]),
  ];
  const columns = [
    { title: "", align: "right" as const },
    ...(names === null ? [] : [{ title: "Feature" }]),
    ...(scaling === null ? [] : ["Mean", "SD"].map((title) => ({ title, align: "right" as const }))),
  ];
  const rows = Array.from({ length: shown }, (_, at) => [
    String(at),
    ...(names === null ? [] : [escapeMarkdown(names.features[at]!)]),
    ...(scaling === null ? [] : scalingCells(scaling, at)),
  ]);
  return [
    classes === undefined ? "" : `**Classes.** ${classes}.`,
    sentences.join(" "),
    markdownTable(columns, rows),
  ];
}

function scalingCells({ means, deviations }: Scaling, at: number): string[] {
  if (means[at] === 0 && deviations[at] === 1) return ["–", "–"];
  return [means[at]!, deviations[at]!].map((value) => String(Number(value.toPrecision(6))));
}
