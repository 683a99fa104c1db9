// What the points of the grids say, for the answer of an experiment in one line.
import { axisWords } from "../study/axis-words.ts";
import { largestFirst, type Verdict } from "./comparison.ts";
import { pointLines } from "./family.ts";
import { counted, points } from "./format.ts";
import type { Point, PointLine } from "./point-lines.ts";
import type { ExperimentResults } from "./results.ts";
import { axisText } from "./settings.ts";

type LinePoint = Point & Pick<PointLine, "arm" | "baseline" | "axis">;

/** "at 10 points of train fraction 4 gains, the largest +4.9 (soft against hard, 1 % of the rows), no loss"; empty where no point was tested. */
export function pointsText(results: ExperimentResults): string {
  const tested = pointLines(results)
    .filter(({ arm }) => !arm.spec.control)
    .flatMap(({ points, ...line }) => points.map((point) => ({ ...point, ...line })))
    .filter(({ tests, verdict }) => tests > 0 && verdict !== "missing");
  if (tested.length === 0) return "";
  const found = (wanted: Verdict) => tested.filter(({ verdict }) => verdict === wanted);
  const axes = [...new Set(tested.map(({ axis }) => axisWords(axis)))].join(", ");
  const gains = foundText(found("gain"), "gain", "gains");
  return `at ${counted(tested.length, "point")} of ${axes} ${gains}, ${foundText(found("loss"), "loss", "losses")}`;
}

/** How many, and the largest; the pair once where it is that of all. */
function foundText(found: readonly LinePoint[], one: string, many: string): string {
  const [largest] = largestFirst(found);
  if (largest === undefined) return `no ${one}`;
  const { arm, baseline, axis, value, difference } = largest;
  const pair = `${arm.spec.name} against ${baseline.spec.name}`;
  const [size, place] = [points(difference.mean), axisText(axis, value)];
  if (found.length === 1) return `1 ${one}, ${size} (${pair}, ${place})`;
  const isOnePair = found.every((other) => other.arm === arm && other.baseline === baseline);
  return isOnePair
    ? `${found.length} ${many}, all of ${pair}, the largest ${size} (${place})`
    : `${found.length} ${many}, the largest ${size} (${pair}, ${place})`;
}
