// Student-steps a second over the number of workers, one panel an engine, beside what would be if each worker up to
// the number of cores did as much as the first.
import type { EngineName } from "../../src/engine/engine.ts";
import { type Figure, figureOf } from "../../src/report/figures/figure.ts";
import { colors } from "../../src/report/figures/palette.ts";
import { engineColors } from "./engine-colors.ts";
import type { BenchResult } from "./result.ts";
import { significant } from "./time-text.ts";

interface Point {
  readonly workers: number;
  /** Student-steps a second. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

interface Panel {
  readonly engine: EngineName;
  readonly points: readonly Point[];
  readonly ideal: readonly { readonly workers: number; readonly rate: number }[];
}

/** null without one worker and more of an engine. */
export async function workersFigure(result: BenchResult): Promise<Figure | null> {
  const { cores } = result.environment;
  const panels = result.engines.flatMap(({ name }) => panelOf(result, name));
  if (panels.length === 0) return null;
  const described = panels.map(({ engine, points }) => {
    const rates = points.map(({ workers, rate }) => `${workers}: ${significant(rate)}`);
    return `${engine} engine ${rates.join(", ")}`;
  });
  return figureOf(figureSpec(panels, cores), {
    name: "figures/workers.svg",
    alt: `Student-steps a second by the number of workers: ${described.join("; ")}`,
    caption:
      "Student-steps a second of the whole machine over the workers of the pool, the same number of lanes in all. Points " +
      "are medians, bars reach from the 10th to the 90th percentile. Dashed: the ideal, one worker's rate times the " +
      `workers, up to the ${cores} cores of the machine.`,
  });
}

function panelOf({ variants, environment }: BenchResult, engine: EngineName): Panel[] {
  const points = variants
    .filter((variant) => variant.engine === engine && variant.at !== null)
    .map(({ at, time }) => ({
      workers: at!,
      rate: 1000 / time.medianMs,
      low: 1000 / time.p90Ms,
      high: 1000 / time.p10Ms,
    }))
    .sort((a, b) => a.workers - b.workers);
  const one = points.find(({ workers }) => workers === 1);
  if (one === undefined || points.length < 2) return [];
  const ideal = points.map(({ workers }) => ({
    workers,
    rate: one.rate * Math.min(workers, environment.cores),
  }));
  return [{ engine, points, ideal }];
}

function figureSpec(panels: readonly Panel[], cores: number) {
  return {
    columns: 2,
    spacing: 48,
    concat: panels.map((panel) => panelSpec(panel, cores)),
    resolve: { scale: { color: "shared" as const } },
  };
}

const measured = (engine: EngineName) => `measured, ${engine}`;

function panelSpec({ engine, points, ideal }: Panel, cores: number) {
  const values = points.map((point) => ({ line: measured(engine), ...point }));
  const highest = Math.max(...[...points.map(({ high }) => high), ...ideal.map(({ rate }) => rate)]);
  const counts = points.map(({ workers }) => workers);
  const idealName = `ideal, up to ${cores} cores`;
  const names = [...(["native", "portable"] as const).map(measured), idealName];
  const scale = { domain: names, range: [engineColors.native, engineColors.portable, colors.black] };
  const x = {
    field: "workers",
    type: "quantitative" as const,
    scale: { domain: [0.8, Math.max(...counts) + 0.2], nice: false },
    axis: { title: "workers", values: counts, format: "d", grid: false },
  };
  const y = {
    type: "quantitative" as const,
    title: "student-steps a second",
    scale: { domain: [0, 1.12 * highest], nice: false }, // room for the label of the ideal
    axis: { format: ",d" },
  };
  const color = { field: "line", type: "nominal" as const, scale, legend: null };
  return {
    width: 300,
    height: 240,
    title: { text: `${engine} engine` },
    layer: [
      {
        data: { values: ideal.map((point) => ({ line: idealName, ...point })) },
        mark: { type: "line" as const, strokeWidth: 1.5, strokeDash: [6, 4] },
        encoding: { x, y: { field: "rate", ...y }, color },
      },
      {
        data: { values: [{ line: idealName, text: "ideal", ...ideal.at(-1)! }] },
        mark: { type: "text" as const, align: "right" as const, dy: -8, fontSize: 12 },
        encoding: { x, y: { field: "rate", ...y }, text: { field: "text", type: "nominal" as const }, color },
      },
      {
        data: { values },
        mark: { type: "rule" as const, strokeWidth: 2, opacity: 0.5 },
        encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
      },
      {
        data: { values },
        mark: { type: "line" as const, strokeWidth: 2, point: { size: 50 } },
        encoding: { x, y: { field: "rate", ...y }, color },
      },
    ],
  };
}
