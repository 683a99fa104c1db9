// The report of a study: rows in, markdown and pictures out. The same rows give the same bytes: no clock, no
// machine, no folder is in it.
import type { Row } from "../results/row.ts";
import type { Study } from "../study/schema.ts";
import { renderAnswers, renderProgress } from "./answers.ts";
import { renderDefinitions } from "./definitions.ts";
import { renderExperiment } from "./experiment.ts";
import { renderFailures } from "./failures.ts";
import { drawFigures } from "./figures/draw.ts";
import type { Figure } from "./figures/figure.ts";
import { renderHeadlineTable } from "./headline-table.ts";
import { blocks, escapeMarkdown } from "./markdown.ts";
import { renderProvenance } from "./provenance.ts";
import { type ExperimentResults, experimentResults } from "./results.ts";

export { writeReport } from "./write-report.ts";

export interface ReportInput {
  readonly study: Study;
  readonly rows: readonly Row[];
  /** With which the report can be made again, as a user types it. */
  readonly command: string;
}

export interface Report {
  readonly markdown: string;
  readonly figures: readonly Figure[];
}

export async function renderReport({ study, rows, command }: ReportInput): Promise<Report> {
  const experiments = experimentResults(study, rows);
  const drawn: { readonly results: ExperimentResults; readonly figures: readonly Figure[] }[] = [];
  for (const results of experiments) drawn.push({ results, figures: await drawFigures(results) });
  const markdown = blocks([
    `# ${escapeMarkdown(study.title ?? study.name)}`,
    (study.description ?? "").trim(),
    renderProgress(experiments),
    "## The answer",
    renderAnswers(experiments),
    "## Results",
    renderHeadlineTable(experiments),
    headlineNote,
    renderFailures(experiments),
    ...drawn.map(({ results, figures }) => renderExperiment(results, figures)),
    renderDefinitions(),
    renderProvenance(study, rows, experiments, command),
  ]);
  const figures = drawn.flatMap((experiment) => experiment.figures);
  return { markdown: `${markdown}\n`, figures };
}

const headlineNote =
  "Accuracy and errors are mean ± sd over n seeds (for a teacher: over n networks trained) on the test split. " +
  "Reference: the published figure that the study names. A difference is over the seeds that both have done.";
