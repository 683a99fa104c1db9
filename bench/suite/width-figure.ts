// Time of a student-step against the width of its stack, both logarithmic: a straight fall is a gain by sharing, the
// level end is what each lane costs by itself.
import { type Figure, figureOf } from "../../src/report/figures/figure.ts";
import { engineColors } from "./engine-colors.ts";
import type { BenchResult } from "./result.ts";
import { timeText } from "./time-text.ts";

/** null without two widths of an engine. */
export async function widthFigure({ engines, variants }: BenchResult): Promise<Figure | null> {
  const lines = engines
    .map(({ name }) => ({
      name,
      points: variants
        .filter(({ engine, at }) => engine === name && at !== null)
        .map(({ at, time }) => ({
          engine: name,
          lanes: at!,
          median: 1000 * time.medianMs,
          low: 1000 * time.p10Ms,
          high: 1000 * time.p90Ms,
        })),
    }))
    .filter(({ points }) => points.length > 1);
  if (lines.length === 0) return null;
  const described = lines.map(({ name, points }) => {
    const ends = [points[0]!, points.at(-1)!].map(
      ({ lanes, median }) => `${timeText(median / 1000)} at ${lanes} ${lanes === 1 ? "lane" : "lanes"}`,
    );
    return `${name} engine ${ends.join(", ")}`;
  });
  return figureOf(figureSpec(lines.flatMap(({ points }) => points)), {
    name: "figures/stack-width.svg",
    alt: `Time of a student-step against the width of the stack: ${described.join("; ")}`,
    caption:
      "Microseconds for one step of one student against the number of lanes in its stack, one thread; both axes are " +
      "logarithmic. Points are medians, bars reach from the 10th to the 90th percentile.",
  });
}

interface Point {
  readonly engine: keyof typeof engineColors;
  readonly lanes: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

function figureSpec(points: readonly Point[]) {
  const names = [...new Set(points.map(({ engine }) => engine))];
  const widths = [...new Set(points.map(({ lanes }) => lanes))].sort((a, b) => a - b);
  const x = {
    field: "lanes",
    type: "quantitative" as const,
    scale: { type: "log" as const, nice: false, domain: [widths[0]! / 1.15, widths.at(-1)! * 1.15] },
    axis: { title: "lanes of the stack (logarithmic)", values: widths, format: "d", grid: false },
  };
  const y = {
    type: "quantitative" as const,
    title: "µs a student-step (logarithmic)",
    scale: { type: "log" as const, domain: domainOf(points), nice: false },
    axis: { values: ticksOf(points), format: ",~f" },
  };
  const scale = { domain: names, range: names.map((name) => engineColors[name]) };
  const legend = { title: "engine", orient: "right" as const };
  const color = { field: "engine", type: "nominal" as const, scale, legend };
  return {
    width: 560,
    height: 300,
    data: { values: points },
    layer: [
      {
        mark: { type: "rule" as const, strokeWidth: 2, opacity: 0.5 },
        encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
      },
      {
        mark: { type: "line" as const, strokeWidth: 2, point: { size: 50 } },
        encoding: { x, y: { field: "median", ...y }, color },
      },
    ],
  };
}

/** Room above and below, so that no point lies on the frame. */
function domainOf(points: readonly Point[]): [number, number] {
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  return [low / 1.25, high * 1.25];
}

/** 10, 20, 50, 100, ... inside the domain. */
function ticksOf(points: readonly Point[]): number[] {
  const [low, high] = domainOf(points);
  const powers = Array.from({ length: 12 }, (_, i) => 10 ** (i - 3));
  return powers
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= low && tick <= high);
}
