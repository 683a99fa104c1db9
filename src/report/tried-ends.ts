// A choice at an end of what was tried may have a better one beyond it.

import { axisWords } from "../study/axis-words.ts";
import { type AxisName, type AxisValue, axesOf, tunedAxesOf } from "../study/grid.ts";
import { groupBy } from "../study/group-by.ts";
import { canonicalJson } from "../study/key.ts";
import { chosenOf } from "./chosen-variant.ts";
import { blocks, escapeMarkdown } from "./markdown.ts";

import type { ArmResults, ExperimentResults } from "./results.ts";

/** Of each arm the settings that it tunes, and a learning rate in its grid, over all points. Empty without a choice at an end. */
export function renderTriedEnds({ arms, experiment }: ExperimentResults): string {
  if (experiment.targetAccuracy !== undefined) return ""; // beyond an end may lie what is farther from it
  const lines = arms.flatMap((arm) => [
    ...tunedAxesOf(arm.spec).flatMap(({ name, values }) =>
      endLines(arm, name, values, tunedChoices(arm, name)),
    ),
    ...axesOf(arm.spec)
      .filter(({ name }) => name === "learningRate")
      .flatMap(({ name, values }) => endLines(arm, name, values, gridChoices(arm, name))),
  ]);
  if (lines.length === 0) return "";
  return blocks(["**At an end of what was tried.**", lines.join("\n")]);
}

/** One for each point of the grid that is done. */
function tunedChoices({ variants }: ArmResults, axis: AxisName): (AxisValue | undefined)[] {
  return variants.filter(({ rows }) => rows.length > 0).map(({ tuned }) => tuned[axis]);
}

/** The best value on validation at each point of the other axes. */
function gridChoices({ variants }: ArmResults, axis: AxisName): (AxisValue | undefined)[] {
  const points = groupBy(variants, ({ variant: { [axis]: _, ...others } }) => canonicalJson(others));
  return points.flatMap((point) => chosenOf(point)?.variant[axis] ?? []);
}

function endLines(
  { spec }: ArmResults,
  axis: AxisName,
  values: readonly AxisValue[],
  choices: readonly (AxisValue | undefined)[],
): string[] {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length < 2) return [];
  const ends = [
    { end: Math.max(...numbers), side: "highest", beyond: "more" },
    { end: Math.min(...numbers), side: "lowest", beyond: "less" },
  ];
  return ends.flatMap(({ end, side, beyond }) => {
    const count = choices.filter((choice) => choice === end).length;
    if (count === 0 || isLimit(axis, end)) return [];
    const where = choices.length === 1 ? "" : `at ${count} of ${choices.length} points `;
    const what = `the ${side} ${axisWords(axis)} that was tried (${end}) was chosen`;
    return [`- ${escapeMarkdown(spec.name)}: ${where}${what}: ${beyond} might be better.`];
  });
}

/** Nothing lies beyond. */
function isLimit(axis: AxisName, value: number): boolean {
  return value === 0 || (value === 1 && ["alpha", "trainFraction"].includes(axis));
}
