// Test accuracy against what a prediction costs, with the front of the models that no cheaper one beats.
import { spreadEvenly } from "../../numeric/spread-evenly.ts";
import { uniqueBy } from "../../study/unique-by.ts";
import { type CostAxis, type CostPoint, costPoints, paretoFront } from "../cost-points.ts";
import { decimal, percentSpread } from "../format.ts";
import type { ExperimentResults } from "../results.ts";
import { accuracyAxisNote } from "./accuracy-axis.ts";
import { words } from "./canvas.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { type NamedPoint, paretoPanel } from "./pareto-panel.ts";

const mostNames = 8;
const keyWidth = 700;
const lineHeight = 17;
/** Characters: the columns beside it stay free. */
const longestName = 60;
const axes: readonly CostAxis[] = ["bytes", "multiplyAdds"];

/** null unless there are models of different costs. */
export async function paretoFigure(results: ExperimentResults): Promise<Figure | null> {
  const points = costPoints(results);
  if (new Set(points.map(({ bytes }) => bytes)).size < 2) return null;
  const named = namedPoints(points);
  return figureOf(figureSpec(points, named), {
    name: `figures/${results.experiment.name}-pareto.svg`,
    alt: `Test accuracy against bytes and against multiply-adds of a prediction, ${points.length} models. On the front: ${named.map(pointText).join("; ")}`,
    caption:
      "Test accuracy, mean and one standard deviation over the seeds, against the bytes of a model and the multiply-adds of a prediction (both " +
      "logarithmic). A tree at 0 multiply-adds does comparisons, which are not counted. An arm has a point for each cost in its grid, the best on validation of that cost. " +
      "Line: the front of the models that none of the same or a lower cost equals on validation; it is drawn at their test accuracies, so it may " +
      `fall where the two splits disagree. ${accuracyAxisNote}${leftOutText(points, named)}`,
  });
}

/** Of both fronts together, by bytes; the first teacher is always among them. */
function namedPoints(points: readonly CostPoint[]): NamedPoint[] {
  const front = frontPoints(points);
  const teacher = front.filter(({ kind }) => kind === "teacher").slice(0, 1);
  const students = front.filter((point) => !teacher.includes(point));
  const shown = new Set([...teacher, ...spreadEvenly(students, mostNames - teacher.length)]);
  return front.filter((point) => shown.has(point)).map((point, i) => ({ number: i + 1, point }));
}

function frontPoints(points: readonly CostPoint[]): CostPoint[] {
  const fronts = axes.flatMap((axis) => paretoFront(points, axis));
  return uniqueBy(fronts, (point) => point).sort((a, b) => a.bytes - b.bytes);
}

function leftOutText(points: readonly CostPoint[], named: readonly NamedPoint[]): string {
  const all = frontPoints(points).length;
  return all === named.length ? "" : ` ${named.length} of the ${all} models on the fronts are named.`;
}

function pointText({ point }: NamedPoint): string {
  const { name, test, bytes, multiplyAdds } = point;
  return `${name} ${percentSpread(test)} %, ${decimal(bytes, 0)} bytes, ${decimal(multiplyAdds, 0)} multiply-adds`;
}

function figureSpec(points: readonly CostPoint[], named: readonly NamedPoint[]): FigureSpec {
  const [first, second] = axes.map((axis) => paretoPanel(points, named, axis));
  return {
    spacing: 16,
    vconcat: [{ spacing: 24, hconcat: [first!, second!] }, keySpec(named)],
    // The legend belongs to the panels: below them, and above the key.
    resolve: { scale: { color: "independent", shape: "independent" } },
  };
}

/** What the numbers in the panels stand for, as a table. */
function keySpec(named: readonly NamedPoint[]) {
  const size = { width: keyWidth, height: (named.length + 1) * lineHeight };
  const line = (i: number) => (i + 0.5) * lineHeight;
  const column = (left: number, title: string, text: (one: NamedPoint) => string) =>
    [title, ...named.map(text)].map((cell, i) => ({ left, top: line(i), text: cell }));
  const names = column(18, "on a front", ({ point }) => cut(point.name));
  const numbers = [
    ...column(500, "test accuracy, %", ({ point }) => percentSpread(point.test)),
    ...column(582, "bytes", ({ point }) => decimal(point.bytes, 0)),
    ...column(700, "multiply-adds", ({ point }) => decimal(point.multiplyAdds, 0)),
  ];
  return {
    ...size,
    view: { stroke: null },
    layer: [
      words(
        size,
        column(6, "", ({ number }) => String(number)),
        { fontSize: 12, bold: true },
      ),
      words(size, names, { fontSize: 12, align: "left" }),
      words(size, numbers, { fontSize: 12, align: "right" }),
    ],
  };
}

/** In the middle: the end tells the point of a grid. */
function cut(name: string): string {
  if (name.length <= longestName) return name;
  const half = longestName / 2;
  return `${name.slice(0, half - 1)}…${name.slice(-half)}`;
}
