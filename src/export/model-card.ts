// What comes with an exported model: what it is, what it learned from, how good it is, and how that was checked.
import type { Identity } from "../plan/keys.ts";
import { decimal, percent } from "../report/format.ts";
import { blocks, escapeMarkdown, markdownTable } from "../report/markdown.ts";
import type { BothMetrics, Cost } from "../results/row.ts";
import { type DescribedFeatures, featureBlocks } from "./feature-blocks.ts";

export interface CardedModel {
  readonly name: string;
  readonly study: string;
  readonly experiment: string;
  readonly seed: number;
  readonly key: string;
  readonly identity: Identity;
  readonly dataset: DescribedFeatures & {
    readonly name: string;
    readonly inputShape: readonly number[];
    readonly numClasses: number;
    readonly hash: string;
    /** How features must be scaled before they are given to the model. */
    readonly scale: string;
  };
  /** Of the student that learned from one. */
  readonly teacher: string | null;
  readonly metrics: BothMetrics;
  readonly cost: Cost;
  /** What the files are, and how they are used. */
  readonly usage: string;
  /** Test samples on which the exported model gives the class that the student gave. */
  readonly checked: string;
}

/** Markdown. */
export function renderModelCard(model: CardedModel): string {
  const { name, study, experiment, seed, key, identity, dataset, teacher, metrics, cost } = model;
  const columns = [
    { title: "" },
    { title: "Accuracy, %", align: "right" as const },
    { title: "Errors", align: "right" as const },
    { title: "Samples", align: "right" as const },
    { title: "NLL", align: "right" as const },
    { title: "ECE", align: "right" as const },
  ];
  const rows = (["validation", "test"] as const).map((split) => {
    const { accuracy, errors, samples, nll, ece } = metrics[split];
    return [split, percent(accuracy), String(errors), String(samples), decimal(nll, 3), decimal(ece, 3)];
  });
  return `${blocks([
    `# ${escapeMarkdown(name)}`,
    `A student of the study ${escapeMarkdown(study)}, experiment ${escapeMarkdown(experiment)}, seed ${seed}, exported by distilgrid.`,
    `**Use.** ${model.usage}`,
    `**Data.** ${escapeMarkdown(dataset.name)}: samples of ${dataset.inputShape.join(" x ")}, ${dataset.numClasses} classes. ` +
      `${dataset.scale} SHA-256 of samples, labels and splits: ${dataset.hash}.`,
    ...featureBlocks(dataset),
    `**Teacher.** ${teacher === null ? "None: hard labels." : escapeMarkdown(teacher)}`,
    `**Cost of a prediction.** ${decimal(cost.parameters, 0)} parameters, ${decimal(cost.bytes, 0)} bytes, ${decimal(cost.multiplyAdds, 0)} multiply-adds.`,
    "**Metrics.** Choices were made on validation; test was used for nothing but these figures. ECE: 15 bins.",
    markdownTable(columns, rows),
    `**Checked.** ${model.checked}`,
    "**Settings.** The key of the student is the SHA-256 of this:",
    `\`\`\`json\n${JSON.stringify(identity, null, 2)}\n\`\`\``,
    `Key: ${key}`,
  ])}\n`;
}
