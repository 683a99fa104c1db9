// The answer in sentences, made from rows by rule: nothing is called a gain or a loss unless there are at least 5
// seeds and the interval of the paired difference leaves out 0, and a published gap stands only beside ours.
import { mean } from "../numeric/mean.ts";
import type { PairedDifference } from "../numeric/paired-difference.ts";
import type { Metrics } from "../results/row.ts";
import { hasHardTargets } from "../study/labels.ts";
import {
  baselineDifference,
  baselineOf,
  differenceText,
  teacherDifference,
  verdictOf,
} from "./comparison.ts";
import { counted, percent, percentSpread, points } from "./format.ts";
import { blocks, escapeMarkdown } from "./markdown.ts";
import type { ArmResults, ExperimentResults, TeacherResults } from "./results.ts";
import { variantText } from "./settings.ts";

export function renderAnswers(experiments: readonly ExperimentResults[]): string {
  return blocks(experiments.map(experimentAnswer));
}

function experimentAnswer(results: ExperimentResults): string {
  const sentences = [
    ...results.teachers.map((teacher) => teacherSentence(results, teacher)),
    ...results.arms.map((arm) => armSentence(results, arm)),
  ].filter((sentence) => sentence !== "");
  const title = `**${escapeMarkdown(results.title)}**`;
  if (sentences.length === 0) return `${title}: nothing of this experiment is done yet.`;
  return `${title}\n\n${sentences.map((sentence) => `- ${sentence}`).join("\n")}`;
}

function teacherSentence(results: ExperimentResults, { spec, rows }: TeacherResults): string {
  if (rows.length === 0) return "";
  const bayes = bayesAccuracy(results);
  const limit = bayes === null ? "" : `; the best possible classifier (Bayes) has ${percent(bayes)} %`;
  return `${escapeMarkdown(spec.name)}, the teacher: ${percentSpread(testAccuracies(rows))} % on test (n = ${rows.length})${limit}.`;
}

/** Of the best possible classifier, where the density is known: the same for every seed. */
export function bayesAccuracy(results: ExperimentResults): number | null {
  return results.datasets.find((row) => row.bayesAccuracy !== null)?.bayesAccuracy ?? null;
}

function armSentence(results: ExperimentResults, arm: ArmResults): string {
  const baseline = baselineOf(results, arm);
  if (arm.chosen === null) return "";
  if (baseline === null) return isBaseline(results, arm) ? "" : aloneSentence(arm);
  const sentences = [
    comparisonSentence(arm, baseline),
    referenceSentence(arm, baseline),
    teacherGapSentence(results, arm),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** The arms that are compared with it tell its accuracy. */
function isBaseline(results: ExperimentResults, { spec }: ArmResults): boolean {
  return results.arms.some((other) => other.spec.baseline === spec.name);
}

function aloneSentence(arm: ArmResults): string {
  const rows = arm.chosen?.rows ?? [];
  return `${armName(arm)}: ${percentSpread(testAccuracies(rows))} % on test (n = ${rows.length}).`;
}

function comparisonSentence(arm: ArmResults, baseline: ArmResults): string {
  const difference = baselineDifference(arm, baseline);
  const verdict = verdictOf(difference);
  const words = {
    gain: "a gain, ",
    loss: "a loss, ",
    none: "no difference found, ",
    few: "",
    same: "",
    single: "",
    missing: "",
  };
  return `${armName(arm)} against ${armName(baseline)}: ${words[verdict]}${differenceText(difference)}.`;
}

/** With the variant that was chosen, where there was a choice. */
function armName({ spec, chosen }: ArmResults): string {
  const variant = chosen === null ? "" : variantText(chosen.variant);
  const choice = variant === "" ? "" : ` (${variant}, chosen on validation)`;
  return `${escapeMarkdown(spec.name)}${choice}`;
}

/** Needs the published figures of both, and ours of both. */
function referenceSentence(arm: ArmResults, baseline: ArmResults): string {
  const [from, to] = [baseline.spec.reference, arm.spec.reference];
  if (from === undefined || to === undefined || arm.chosen === null || baseline.chosen === null) return "";
  const ours = [baseline.chosen, arm.chosen]
    .map(({ rows }) => percent(mean(testAccuracies(rows))))
    .join(" → ");
  const difference = baselineDifference(arm, baseline);
  return (
    `The published gap ${percent(from)} → ${percent(to)} is ${points(to - from)} points; ` +
    `here ${ours} is ${points(difference.mean)} points${agreement(difference, to - from)}.`
  );
}

/** Whether the interval holds the published gap, both as they are printed; silent where there is nothing to claim. */
function agreement(difference: PairedDifference, published: number): string {
  if (!["gain", "loss", "none"].includes(verdictOf(difference))) return "";
  const printed = (share: number) => Math.round(share * 1000); // tenths of a point
  const gap = printed(published);
  const isInside = gap >= printed(difference.low) && gap <= printed(difference.high);
  return isInside
    ? ", and the published gap lies inside the interval"
    : ", and the published gap lies outside the interval";
}

function teacherGapSentence(results: ExperimentResults, arm: ArmResults): string {
  if (hasHardTargets(arm.spec)) return "";
  const difference = teacherDifference(results, arm);
  return difference.n === 0 ? "" : `To its teacher: ${differenceText(difference)}.`;
}

function testAccuracies(rows: readonly { readonly metrics: { readonly test: Metrics } }[]): number[] {
  return rows.map((row) => row.metrics.test.accuracy);
}

/** How much of the study the report rests on; empty where all cells are done. */
export function renderProgress(experiments: readonly ExperimentResults[]): string {
  const cells = experiments.reduce((sum, { cells }) => sum + cells, 0);
  const done = experiments
    .flatMap(({ arms }) => arms.flatMap(({ variants }) => variants))
    .reduce((sum, { everySeed }) => sum + everySeed.length, 0);
  const failed = experiments.reduce((sum, results) => sum + results.failed.length, 0);
  if (done >= cells && failed === 0) return "";
  const failures = failed === 0 ? "" : ` ${counted(failed, "failure")} below.`;
  return `> This report is not complete: ${done} of ${counted(cells, "cell")} done.${failures}`;
}
