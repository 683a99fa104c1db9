// The models of the reliability diagram, and what is told of each.
import { mean } from "../../numeric/mean.ts";
import { baselineNames } from "../../study/baselines.ts";
import { uniqueBy } from "../../study/unique-by.ts";
import { bestArm } from "../best-arm.ts";
import { baselinesOf } from "../comparison.ts";
import { decimal, percent } from "../format.ts";
import { type Model, modelsOf, teacherModelOf } from "../models.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { colorAt, colors, labelColors, labelWarmth } from "./palette.ts";
import { type SummedBin, summedBins } from "./reliability-bins.ts";

export const mostLines = 4;

export interface ReliabilityLine {
  /** What is known of ECE after a bar, which no name has: the legend breaks the line there. */
  readonly name: string;
  /** Per cent: the mean over the seeds, as in the tables. */
  readonly accuracy: number;
  readonly color: string;
  readonly bins: readonly SummedBin[];
}

/** "soft: ECE 0.010 (n = 5), mean confidence 97.2 %, accuracy 96.1 %" */
export function lineText({ name, accuracy, bins }: ReliabilityLine): string {
  const samples = bins.reduce((sum, bin) => sum + bin.samples, 0);
  const confidence = bins.reduce((sum, bin) => sum + bin.samples * bin.confidence, 0) / samples;
  return `${name.replace("|", ": ")}, mean confidence ${percent(confidence)} %, accuracy ${decimal(accuracy, 1)} %`;
}

/** The teacher of the best arm on soft labels, else the first, and the best arms on soft and on hard labels, each with what it is compared with, as far as there is room. */
export function reliabilityLines(results: ExperimentResults): ReliabilityLine[] {
  const models = modelsOf(results).filter(hasBins);
  const isShown = ({ spec }: ArmResults) =>
    models.some(({ role, arm }) => role === "student" && arm === spec.name);
  const shown = { ...results, arms: results.arms.filter(isShown) };
  const teacher = teacherModelOf(models, bestOf("soft", shown.arms));
  const arms = shownArms(shown, mostLines - (teacher === undefined ? 0 : 1));
  const students = arms.flatMap((arm) => {
    const model = models.find(({ role, arm: name }) => role === "student" && name === arm.spec.name);
    return model === undefined ? [] : [lineOf(model, armColor(arm, arms))];
  });
  return [...(teacher === undefined ? [] : [lineOf(teacher, colors.black)]), ...students];
}

/** Rows of format 1 have none. */
function hasBins({ rows }: Model): boolean {
  return rows.some(({ metrics }) => metrics.test.reliability.length > 0);
}

/** An arm and its first baseline are shown together or not at all: what has no room is left out. */
function shownArms(results: ExperimentResults, room: number): readonly ArmResults[] {
  const [soft, hard] = [bestOf("soft", results.arms), bestOf("hard", results.arms)];
  const compared = results.arms.filter(
    ({ spec }) => hard !== null && baselineNames(spec).includes(hard.spec.name),
  );
  const [first = null, ...others] = soft === null ? [] : baselinesOf(results, soft);
  const together = [[soft, first], ...others.map((baseline) => [baseline]), [hard, bestOf("soft", compared)]];
  let shown: readonly ArmResults[] = [];
  for (const arms of together) {
    const more = uniqueBy([...shown, ...arms.filter((arm) => arm !== null)], ({ spec }) => spec.name);
    if (more.length <= room) shown = more;
  }
  return shown;
}

function bestOf(warmth: keyof typeof labelColors, arms: readonly ArmResults[]): ArmResults | null {
  return bestArm(arms.filter(({ spec }) => labelWarmth(spec) === warmth));
}

function armColor(arm: ArmResults, arms: readonly ArmResults[]): string {
  const warmth = labelWarmth(arm.spec);
  return colorAt(labelColors[warmth], arms.filter(({ spec }) => labelWarmth(spec) === warmth).indexOf(arm));
}

function lineOf({ name, rows }: Model, color: string): ReliabilityLine {
  const tests = rows.map((row) => row.metrics.test);
  const ece = decimal(mean(tests.map((test) => test.ece)), 3);
  return {
    name: `${name}|ECE ${ece} (n = ${rows.length})`,
    accuracy: mean(tests.map((test) => 100 * test.accuracy)),
    color,
    bins: summedBins(tests.map(({ reliability }) => reliability)),
  };
}
