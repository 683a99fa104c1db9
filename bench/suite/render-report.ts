// results/bench/report.md from the JSON files and the times of the ablation study alone: the same files give the same bytes.
import type { Figure } from "../../src/report/figures/figure.ts";
import { renderHtml } from "../../src/report/html.ts";
import { blocks, escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/report.ts";
import type { WorkResult } from "../peers/results.ts";
import { works } from "../peers/works.ts";
import { ablationGoal, type StudyTimes } from "./ablation-goal.ts";
import { benchGoals, peerGoals, renderGoals } from "./goals.ts";
import type { BenchResult } from "./result.ts";
import { sentenceRules, sentences } from "./sentences.ts";
import { tableOf } from "./table.ts";
import { widthFigure } from "./width-figure.ts";
import { workersFigure } from "./workers-figure.ts";

export interface BenchReportInput {
  /** In the order of the report. */
  readonly results: readonly BenchResult[];
  /** Of peers.json, whose tables are in peers.md beside the report; empty without it. */
  readonly peers: readonly WorkResult[];
  /** Of results/ablation. */
  readonly ablation: StudyTimes;
}

export async function renderBenchReport({ results, peers, ablation }: BenchReportInput): Promise<Report> {
  const drawn: { readonly result: BenchResult; readonly figure: Figure | null }[] = [];
  for (const result of results) drawn.push({ result, figure: await figureOf(result) });
  const markdown = blocks([
    "# Benchmarks",
    results.some(({ isQuick }) => isQuick) ? quickNote : "",
    results
      .flatMap(sentences)
      .map((sentence) => `- ${sentence}`)
      .join("\n"),
    sentenceRules,
    renderGoals([...peerGoals(works, peers), ...ablationGoal(ablation), ...benchGoals(results)]),
    peers.length > 0 ? "[The same work in Keras, PyTorch, JAX and scikit-learn](peers.md)" : "",
    ...drawn.map(({ result, figure }) => renderQuestion(result, figure)),
    renderEnvironment(results),
    commands,
  ]);
  const figures = drawn.flatMap(({ figure }) => (figure === null ? [] : [figure]));
  return { markdown: `${markdown}\n`, html: renderHtml({ markdown, figures }), figures };
}

const quickNote = "**A quick check: some of these numbers come from two calls and say nothing.**";

async function figureOf(result: BenchResult): Promise<Figure | null> {
  if (result.name === "stack-width") return widthFigure(result);
  return result.name === "workers" ? workersFigure(result) : null;
}

function renderQuestion(result: BenchResult, figure: Figure | null): string {
  const { question, setting, skipped } = result;
  const { columns, rows } = tableOf(result);
  return blocks([
    `## ${question}`,
    setting,
    markdownTable(columns, rows),
    figure === null ? "" : `![${escapeMarkdown(figure.alt)}](${figure.name})`,
    figure === null ? "" : figure.caption,
    skipped
      .map(({ what, why }) => `Not measured: ${escapeMarkdown(what)} (${escapeMarkdown(why)}).`)
      .join("\n"),
  ]);
}

/** One line for each machine and day, as benches may be measured anew one by one. */
function renderEnvironment(results: readonly BenchResult[]): string {
  const lines = new Map<string, string[]>();
  for (const { environment, engines, date, name } of results) {
    const { cpu, cores, memoryBytes, node, platform } = environment;
    const engineIds = engines.map(({ id }) => id).join("; ");
    const text =
      `${escapeMarkdown(cpu)}, ${cores} cores, ${Math.round(memoryBytes / 2 ** 30)} GiB, ${platform}, Node ${node}, ` +
      `${date.slice(0, 10)}${engineIds === "" ? "" : `, ${escapeMarkdown(engineIds)}`}`;
    lines.set(text, [...(lines.get(text) ?? []), name]);
  }
  const list = [...lines].map(([text, names]) => `- ${names.join(", ")}: ${text}`);
  return blocks([
    "## Environment",
    list.join("\n"),
    "Median, MAD (median absolute deviation, unscaled) and percentiles are over n samples: a call, a step, a round or a " +
      "process, divided by the work in it. Threads are TensorFlow's within one op, in each worker or process.",
  ]);
}

const commands = `## Commands

\`\`\`
npm run bench                     # all, one after another, each in a fresh process
npm run bench -- stack-width      # one, and this report again
npm run bench -- --quick          # does it run? Writes to results/bench-smoke
\`\`\``;
