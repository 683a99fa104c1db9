// The answer in a few sentences an experiment, made from rows by rule, however many arms there are: the teachers, the
// best student, the tables point by point, the comparisons and what they do to the probabilities, the temperatures, the
// controls, published figures beside ours. What holds at each budget stands before what holds at the best one. Nothing is
// called a gain or a loss unless there are at least 5 seeds and Holm's adjusted p is below 0.05.
import { testAccuracyText } from "./accuracy-text.ts";
import { comparisonSentences } from "./answer-comparisons.ts";
import { leftOutSentence } from "./answer-left-out.ts";
import { pointSentence } from "./answer-points.ts";
import { probabilitySentence } from "./answer-probabilities.ts";
import { referenceSentence } from "./answer-references.ts";
import { targetSentence } from "./answer-target.ts";
import { temperatureSentence } from "./answer-temperatures.ts";
import { bestArm } from "./best-arm.ts";
import { validationAccuracy } from "./chosen-variant.ts";
import { differenceText, teacherDifference } from "./comparison.ts";
import { controlSentence } from "./control-sentence.ts";
import { percent } from "./format.ts";
import { blocks, escapeMarkdown } from "./markdown.ts";
import { armName } from "./models.ts";
import { named } from "./named.ts";
import type { ArmResults, ExperimentResults, TeacherResults } from "./results.ts";

export function renderAnswers(experiments: readonly ExperimentResults[]): string {
  return blocks(experiments.map(experimentAnswer));
}

function experimentAnswer(results: ExperimentResults): string {
  const sentences = [
    teacherSentence(results),
    targetSentence(results) || bestStudentSentence(results),
    leftOutSentence(results),
    pointSentence(results),
    ...comparisonSentences(results),
    probabilitySentence(results),
    temperatureSentence(results),
    controlSentence(results),
    referenceSentence(results),
  ].filter((sentence) => sentence !== "");
  const title = `**${escapeMarkdown(results.title)}**`;
  if (sentences.length === 0) return `${title}: nothing of this experiment is done yet.`;
  return `${title}\n\n${sentences.map((sentence) => `- ${sentence}`).join("\n")}`;
}

/** The teacher; of several the best on validation first. */
function teacherSentence(results: ExperimentResults): string {
  const [best, ...others] = results.teachers
    .filter(({ rows }) => rows.length > 0)
    .toSorted((a, b) => validationAccuracy(b) - validationAccuracy(a));
  if (best === undefined) return "";
  const bayes = bayesAccuracy(results);
  const limit = bayes === null ? "" : `; the best possible classifier (Bayes) has ${percent(bayes)} %`;
  const name = escapeMarkdown(best.spec.name);
  const accuracy = `${testAccuracyText(best.rows)}${limit}.`;
  const weak = weakTeacherText(results, best);
  if (others.length === 0) return `${name}, the teacher: ${accuracy}${weak}`;
  const rest = others.map(({ spec, rows }) => `${escapeMarkdown(spec.name)}, ${testAccuracyText(rows)}`);
  return `${name}, of ${others.length + 1} teachers the best on validation: ${accuracy} The others: ${named(rest, 2)}.${weak}`;
}

/** Where a student on hard labels is as good without it. */
function weakTeacherText({ arms }: ExperimentResults, teacher: TeacherResults): string {
  const best = bestArm(arms.filter(({ spec }) => spec.labels === "hard"));
  if (best?.chosen == null || validationAccuracy(best.chosen) < validationAccuracy(teacher)) return "";
  return ` Its accuracy on validation is no higher than that of ${escapeMarkdown(best.spec.name)}, a student on hard labels.`;
}

/** Of the best possible classifier, where the density is known: the same for every seed. */
export function bayesAccuracy(results: ExperimentResults): number | null {
  return results.datasets.find((row) => row.bayesAccuracy !== null)?.bayesAccuracy ?? null;
}

/** With its gap to its teacher; and with the other students, where the study compares none of them. */
function bestStudentSentence(results: ExperimentResults): string {
  const best = bestArm(results.arms);
  if (best === null) return "";
  const students = results.arms.filter(({ spec, chosen }) => !spec.control && chosen !== null);
  const isCompared = students.some(({ spec }) => spec.baseline !== undefined);
  const others = isCompared ? [] : students.filter((arm) => arm !== best).map(accuracyOf);
  const rank = students.length === 1 ? "the student" : "the best student on validation";
  const rest = others.length === 0 ? "" : ` The others: ${named(others, 3)}.`;
  return `${armName(best)}, ${rank}: ${testAccuracyText(best.chosen?.rows ?? [])}.${teacherGap(results, best)}${rest}`;
}

function accuracyOf(arm: ArmResults): string {
  return `${armName(arm)}, ${testAccuracyText(arm.chosen?.rows ?? [])}`;
}

function teacherGap(results: ExperimentResults, arm: ArmResults): string {
  const difference = teacherDifference(results, arm);
  const teacher = arm.chosen?.rows[0]?.teacher ?? "";
  return difference.n === 0
    ? ""
    : ` Difference to the teacher ${escapeMarkdown(teacher)}: ${differenceText(difference, teacherCount(results, teacher))}.`;
}

/** Where one teacher serves all seeds, its side of the differences is always the same. */
function teacherCount({ teachers }: ExperimentResults, name: string): string {
  const rows = teachers.find(({ spec }) => spec.name === name)?.everySeed ?? [];
  return rows.every(({ seed }) => seed === null) ? "one teacher" : "paired";
}
