// The report of a study: rows in, markdown, a page and pictures out. The same rows give the same bytes: no clock, no
// machine, no folder is in it.
import type { Row } from "../results/row.ts";
import type { ExperimentSamples } from "../results/samples.ts";
import type { Study } from "../study/schema.ts";
import { renderAnswers } from "./answers.ts";
import { renderDefinitions } from "./definitions.ts";
import { renderExperiment } from "./experiment.ts";
import { renderFailures } from "./failures.ts";
import { drawFigures } from "./figures/draw.ts";
import type { Figure } from "./figures/figure.ts";
import { renderHeadlineTable } from "./headline-table.ts";
import { renderHtml } from "./html.ts";
import { blocks, escapeMarkdown } from "./markdown.ts";
import { renderProgress } from "./progress.ts";
import { renderProvenance } from "./provenance.ts";
import { type ExperimentResults, experimentResults } from "./results.ts";

export { writeReport } from "./write-report.ts";

export interface ReportInput {
  readonly study: Study;
  readonly rows: readonly Row[];
  /** Images of the test samples that the report shows; without them it shows none. */
  readonly samples?: readonly ExperimentSamples[];
  /** With which the report can be made again, as a user types it. */
  readonly command: string;
}

export interface Report {
  readonly markdown: string;
  /** The same as one page, with the figures in it. */
  readonly html: string;
  readonly figures: readonly Figure[];
}

export async function renderReport({ study, rows, samples = [], command }: ReportInput): Promise<Report> {
  const experiments = experimentResults(study, rows);
  const drawn: { readonly results: ExperimentResults; readonly figures: readonly Figure[] }[] = [];
  for (const results of experiments) drawn.push({ results, figures: await drawFigures(results, samples) });
  const markdown = blocks([
    `# ${escapeMarkdown(study.title ?? study.name)}`,
    (study.description ?? "").trim(),
    renderProgress(experiments),
    "## The answer",
    renderAnswers(experiments),
    "## Results",
    renderHeadlineTable(experiments),
    headlineNote(experiments),
    renderFailures(experiments),
    ...drawn.map(({ results, figures }) => renderExperiment(results, figures)),
    renderDefinitions(),
    renderProvenance(study, rows, experiments, command),
  ]);
  const figures = drawn.flatMap((experiment) => experiment.figures);
  return { markdown: `${markdown}\n`, html: renderHtml({ markdown, figures }), figures };
}

function headlineNote(experiments: readonly ExperimentResults[]): string {
  const hasControls = experiments.some(({ arms }) => arms.some(({ spec }) => spec.control));
  return `${columnsNote}${hasControls ? "; controls are below" : ""}.`;
}

const columnsNote =
  "Accuracy and errors are mean ± sd over n seeds (for a teacher: over n networks trained) on the test split. " +
  "Reference: the published figure that the study names. A difference is over the seeds that both have done. " +
  "Adjusted p: of its paired t test, by Holm's correction over the comparisons of the experiment, or over the values of its table " +
  "point by point where that p is larger";
