import { counted, decimal, none, percentSpread } from "../report/format.ts";
import { blocks, type Column, escapeMarkdown, markdownTable } from "../report/markdown.ts";
import type { CostLine, PredictionTime } from "../results/cost-line.ts";
import type { Study } from "../study/schema.ts";
import type { MeasuredModel, MeasuredModels } from "./measured-models.ts";

/** cost.md. `lines`: of the models' architectures; a model without any is left out. */
export function renderCost(study: Study, found: MeasuredModels, lines: readonly CostLine[]): string {
  const rows = found.models.flatMap((model) =>
    lines
      .filter(({ architecture }) => architecture === model.architecture)
      .map((line) => cellsOf(model, line)),
  );
  return `${blocks([
    `# What a prediction costs: ${escapeMarkdown(study.title ?? study.name)}`,
    introduction(found),
    markdownTable(columns, rows),
    method,
    environments(lines),
  ])}\n`;
}

function introduction({ models, architectures }: MeasuredModels): string {
  const which =
    models.length === architectures
      ? `The study has ${counted(architectures, "architecture")}, trees of about as many leaves being one.`
      : `Of the study's ${counted(architectures, "architecture")}, trees of about as many leaves being one, these are ${models.length}, ` +
        "spread evenly by parameters.";
  return (
    "Times change from machine to machine and from run to run; what does not is in [report.md](report.md). " +
    `${which} The accuracy on the test split is that of the arm of this architecture with the highest accuracy on validation, in the first experiment that has it: mean ± sd over n seeds. ` +
    "Parameters of a tree are its nodes. An ensemble asks all of its members and is not measured."
  );
}

const method =
  "One thread. From the samples, as they lie in memory, to their logits: making the input, the model, reading the output. " +
  "Times are medians with quartiles in brackets. Of n measurements each is the mean of as many predictions as fill a " +
  "millisecond, over 0.2 s and after a warm-up; a prediction of more than 0.1 s is measured fewer times. Two medians that " +
  "differ by less than the distance of their quartiles differ by noise only; of n = 1 the noise is not known. One sample: the " +
  "samples of the test split one after another. In a batch: the first 1,000 samples of the test split together, or all where there are " +
  "fewer, and the time divided by them. The lane kernel of the native engine works on 16 samples at a time, also " +
  "where it is given one.";

const right = { align: "right" } as const;
const columns: readonly Column[] = [
  { title: "Architecture" },
  { title: "Measured" },
  { title: "Parameters", ...right },
  { title: "Bytes", ...right },
  { title: "Multiply-adds", ...right },
  { title: "Test accuracy, %", ...right },
  { title: "Engine" },
  { title: "One sample, ms", ...right },
  { title: "In a batch, µs a sample", ...right },
];

function cellsOf(
  { architecture, name, experiment, cost, accuracies }: MeasuredModel,
  line: CostLine,
): string[] {
  return [
    escapeMarkdown(architecture),
    escapeMarkdown(`${name} (${experiment})`),
    decimal(cost.parameters, 0),
    decimal(cost.bytes, 0),
    cost.multiplyAdds === 0 ? none : decimal(cost.multiplyAdds, 0),
    `${percentSpread(accuracies)} (n = ${accuracies.length})`,
    line.engine === null ? "none" : line.engine.split(":")[0]!,
    timeText(line.oneSample, 1),
    timeText(line.inBatch, 1000),
  ];
}

/** "0.123 [0.118, 0.130], n = 180"; quartiles of one measurement say nothing. */
function timeText({ medianMs, lowerQuartileMs, upperQuartileMs, n }: PredictionTime, perMs: number): string {
  const [median, lower, upper] = [medianMs, lowerQuartileMs, upperQuartileMs].map((ms) =>
    significant(ms * perMs),
  );
  return n === 1 ? `${median}, n = 1` : `${median} [${lower}, ${upper}], n = ${n}`;
}

/** Three digits, or all before the point. */
function significant(value: number): string {
  const digits = value > 0 ? 2 - Math.floor(Math.log10(value)) : 0;
  return decimal(value, Math.min(6, Math.max(0, digits)));
}

function environments(lines: readonly CostLine[]): string {
  const texts = lines.map(
    ({ cpu, node, engine }) =>
      `- ${escapeMarkdown(engine ?? "no engine, for trees")}: ${escapeMarkdown(cpu)}, Node ${node}, 1 thread`,
  );
  return `## Environment\n\n${[...new Set(texts)].join("\n")}`;
}
