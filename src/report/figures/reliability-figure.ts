// Reliability diagram: accuracy against confidence in the bins of the expected calibration error, and below it how many
// samples each bin has.
import { mean } from "../../numeric/mean.ts";
import { uniqueBy } from "../../study/unique-by.ts";
import { bestArm } from "../best-arm.ts";
import { baselineOf } from "../comparison.ts";
import { decimal, percent } from "../format.ts";
import { type Model, modelsOf } from "../models.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { colorAt, colors, labelColors, labelWarmth } from "./palette.ts";
import { binCount, type SummedBin, summedBins } from "./reliability-bins.ts";

const size = 460;
const mostLines = 4;
/** The accuracy of a bin with fewer samples is mostly chance. */
const fewestSamples = 20;
const shapes = ["circle", "square", "triangle-up", "diamond"];

interface Line {
  readonly name: string;
  readonly color: string;
  readonly bins: readonly SummedBin[];
}

/** null where nothing is done. */
export async function reliabilityFigure(results: ExperimentResults): Promise<Figure | null> {
  const lines = linesOf(results);
  if (lines.length === 0) return null;
  return figureOf(figureSpec(lines), {
    name: `figures/${results.experiment.name}-reliability.svg`,
    alt: `Accuracy against confidence on test: ${lines.map(lineText).join("; ")}`,
    caption:
      `Reliability on test: accuracy against confidence (the top probability, at temperature 1) in the ${binCount} bins of ECE, the samples ` +
      `of all n seeds together; a bin of fewer than ${fewestSamples} samples is left out. Dashed: accuracy equals confidence. Below: the share ` +
      "of the samples in each bin (logarithmic). ECE is the mean over the seeds. Shown are the first teacher, the best arms on validation " +
      `with soft and with hard labels, controls aside, and baselines; at most ${mostLines} models.`,
  });
}

function lineText({ name, bins }: Line): string {
  const samples = bins.reduce((sum, bin) => sum + bin.samples, 0);
  const over = (value: (bin: SummedBin) => number) =>
    percent(bins.reduce((sum, bin) => sum + bin.samples * value(bin), 0) / samples);
  return `${name}, mean confidence ${over(({ confidence }) => confidence)} %, accuracy ${over(({ accuracy }) => accuracy)} %`;
}

function linesOf(results: ExperimentResults): Line[] {
  const models = modelsOf(results);
  const teacher = models.find(({ role }) => role === "teacher");
  const arms = shownArms(results);
  const students = arms.flatMap((arm) => {
    const model = models.find(({ role, arm: name }) => role === "student" && name === arm.spec.name);
    return model === undefined ? [] : [lineOf(model, armColor(arm, arms))];
  });
  return [...(teacher === undefined ? [] : [lineOf(teacher, colors.black)]), ...students].slice(0, mostLines);
}

/** The best ones first; then the baselines, that of the best one before the others. */
function shownArms(results: ExperimentResults): ArmResults[] {
  const best = (warmth: keyof typeof labelColors) =>
    bestArm(results.arms.filter(({ spec }) => labelWarmth(spec) === warmth));
  const first = [best("soft"), best("hard")].filter((arm) => arm !== null);
  const baselines = [...first, ...results.arms].flatMap((arm) => baselineOf(results, arm) ?? []);
  return uniqueBy([...first, ...baselines], ({ spec }) => spec.name);
}

function armColor(arm: ArmResults, arms: readonly ArmResults[]): string {
  const warmth = labelWarmth(arm.spec);
  return colorAt(labelColors[warmth], arms.filter(({ spec }) => labelWarmth(spec) === warmth).indexOf(arm));
}

function lineOf({ name, rows }: Model, color: string): Line {
  const tests = rows.map((row) => row.metrics.test);
  const ece = decimal(mean(tests.map((test) => test.ece)), 3);
  return {
    name: `${name}: ECE ${ece} (n = ${rows.length})`,
    color,
    bins: summedBins(tests.map(({ reliability }) => reliability)),
  };
}

function figureSpec(lines: readonly Line[]): FigureSpec {
  const values = lines.flatMap(({ name, bins }) => {
    const all = bins.reduce((sum, { samples }) => sum + samples, 0);
    return bins.map((bin) => ({ name, ...bin, share: (100 * bin.samples) / all }));
  });
  const shown = values.filter(({ samples }) => samples >= fewestSamples);
  const lowest = Math.min(1, ...shown.flatMap(({ confidence, accuracy }) => [confidence, accuracy]));
  const domain = [Math.floor(10 * lowest) / 10, 1] as const;
  return {
    vconcat: [accuracyPanel(lines, shown, domain), samplesPanel(lines, values, domain)],
    spacing: 16,
  };
}

type Domain = readonly [number, number];

function accuracyPanel(lines: readonly Line[], values: readonly object[], domain: Domain) {
  const [low, high] = domain;
  const x = { field: "confidence", ...shareAxis(domain, null) };
  const y = { field: "accuracy", ...shareAxis(domain, "accuracy") };
  const side = (share: number) => low + share * (high - low);
  const sides = [
    { confidence: side(0.24), accuracy: side(0.74), text: "less sure than right" },
    { confidence: side(0.76), accuracy: side(0.26), text: "surer than right" },
  ];
  return {
    width: size,
    height: size,
    layer: [
      {
        data: { values: domain.map((share) => ({ confidence: share, accuracy: share })) },
        mark: { type: "line" as const, color: "#777777", strokeDash: [5, 4] },
        encoding: { x, y },
      },
      {
        data: { values: sides },
        mark: { type: "text" as const, color: "#777777", fontSize: 12, fontStyle: "italic" as const },
        encoding: { x, y, text: { field: "text", type: "nominal" as const } },
      },
      ...lineLayers(lines, values, x, y),
    ],
  };
}

function samplesPanel(lines: readonly Line[], values: readonly object[], domain: Domain) {
  const x = { field: "confidence", ...shareAxis(domain, "confidence") };
  const y = {
    field: "share",
    type: "quantitative" as const,
    scale: { type: "log" as const, nice: true },
    axis: { title: "samples, %", format: "~g", tickCount: 3 },
  };
  return { width: size, height: 110, layer: lineLayers(lines, values, x, y) };
}

function shareAxis(domain: Domain, title: string | null) {
  return {
    type: "quantitative" as const,
    scale: { domain: [...domain], nice: false, zero: false },
    axis: { title, format: "~g", tickCount: 5 },
  };
}

/** The legend stands once, below both panels. */
function lineLayers<X extends object, Y extends object>(
  lines: readonly Line[],
  values: readonly object[],
  x: X,
  y: Y,
) {
  const names = lines.map(({ name }) => name);
  const legend = { title: null, orient: "bottom" as const, columns: 1, symbolSize: 90 };
  const by = (range: readonly string[]) => ({
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range: [...range] },
    legend,
  });
  const color = by(lines.map((line) => line.color));
  return [
    { data: { values: [...values] }, mark: { type: "line" as const, strokeWidth: 1.6 }, encoding: { x, y, color } },
    {
      data: { values: [...values] },
      mark: { type: "point" as const, filled: true, size: 60, opacity: 1 },
      encoding: { x, y, color, shape: by(shapes.slice(0, lines.length)) },
    },
  ];
}
