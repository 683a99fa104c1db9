// What the tables point by point say, in a few words of each.

import { axisWords } from "../study/axis-words.ts";
import { isClaim, rangeText } from "./comparison.ts";
import { pointLines } from "./family.ts";
import { counted, points } from "./format.ts";
import { pairName } from "./named-comparisons.ts";
import type { PointLine } from "./point-lines.ts";
import { valueText } from "./point-table.ts";
import type { ExperimentResults } from "./results.ts";
import { verdictCounts } from "./verdict-words.ts";

/** More tables than these are not told. */
const mostLines = 4;

/** Values of which a gain or a loss is told; the others are counted. */
const mostValues = 4;

/** Controls aside; empty without a table. */
export function pointSentence(results: ExperimentResults): string {
  const lines = pointLines(results).filter(
    ({ arm, points }) => !arm.spec.control && points.some(({ difference }) => difference.n > 0),
  );
  if (lines.length === 0) return "";
  const rest = lines.length - mostLines;
  const more =
    rest > 0 ? [`${counted(rest, "more table")} of this kind ${rest === 1 ? "is" : "are"} below.`] : [];
  return [
    "Point by point, each line corrected by Holm:",
    ...lines.slice(0, mostLines).map(lineText),
    ...more,
  ].join(" ");
}

/** "soft against hard, by epochs (1 to 40): 1 is a loss (40), 3 find no difference; differences −0.9 to +0.3 points." */
function lineText({ arm, baseline, axis, points: all }: PointLine): string {
  const done = all.filter(({ difference }) => difference.n > 0);
  const [first, last] = [done[0]!, done.at(-1)!].map(({ value }) => valueText(value));
  const range = first === last ? first : `${first} to ${last}`;
  const counts = verdictCounts(
    done.map(({ value, verdict }) => ({ verdict, name: isClaim(verdict) ? valueText(value) : "" })),
    mostValues,
  );
  return `${pairName({ arm, baseline })}, by ${axisWords(axis)} (${range}): ${counts}; ${differencesText(done)}.`;
}

/** "+0.1 points at 5, +0.2 at 64; differences −0.1 to +0.4 points": where there are two, these alone. */
function differencesText(done: PointLine["points"]): string {
  const [first, last] = [done[0]!, done.at(-1)!];
  const range = rangeText(done.map(({ difference }) => difference));
  if (first === last) return range;
  const ends = `${points(first.difference.mean)} points at ${valueText(first.value)}, ${points(last.difference.mean)} at ${valueText(last.value)}`;
  return done.length === 2 ? ends : `${ends}; ${range}`;
}
