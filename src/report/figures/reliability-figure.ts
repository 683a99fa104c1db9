// Reliability diagram: accuracy against confidence in the bins of the expected calibration error, and below it how many
// samples each bin has.

import { eceBins } from "../../metrics/calibration.ts";
import type { ExperimentResults } from "../results.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { lineText, mostLines, type ReliabilityLine, reliabilityLines } from "./reliability-lines.ts";

const size = 460;
/** The accuracy of a bin with fewer samples is mostly chance. */
const fewestSamples = 20;
const labelExpr = "split(datum.label, '|')";
const shapes = ["circle", "square", "triangle-up", "diamond"];

/** null where no model has bins: nothing is done, or the rows are of a format before them. */
export async function reliabilityFigure(results: ExperimentResults): Promise<Figure | null> {
  const lines = reliabilityLines(results);
  if (lines.length === 0) return null;
  return figureOf(figureSpec(lines), {
    name: `figures/${results.experiment.name}-reliability.svg`,
    alt: `Accuracy against confidence on test: ${lines.map(lineText).join("; ")}`,
    caption:
      `Reliability on test: accuracy against confidence (the top probability, at temperature 1) in the ${eceBins} bins of ECE, the samples ` +
      `of all n seeds together; bins of fewer than ${fewestSamples} samples are left out here. Dashed: accuracy equals confidence. Below: the share ` +
      "of the samples in each bin, those bins too (logarithmic). ECE is the mean over the seeds. Shown are the best arms on validation with soft " +
      "and with hard labels, and the teacher of the former; controls only as baselines: the one on soft labels with its baselines, the one on hard labels, if it is a " +
      `baseline, with the best arm on soft labels that it is compared with; as far as they make at most ${mostLines} models.`,
  });
}

function figureSpec(lines: readonly ReliabilityLine[]): FigureSpec {
  const values = lines.flatMap(({ name, bins }) => {
    const all = bins.reduce((sum, { samples }) => sum + samples, 0);
    return bins.map((bin) => ({ name, ...bin, share: (100 * bin.samples) / all }));
  });
  const shown = values.filter(({ samples }) => samples >= fewestSamples);
  const lowest = Math.min(
    ...values.map(({ confidence }) => confidence),
    ...shown.map(({ accuracy }) => accuracy),
  );
  const domain = [Math.floor(10 * lowest) / 10, 1] as const;
  return {
    vconcat: [accuracyPanel(lines, shown, domain), samplesPanel(lines, values, domain)],
    spacing: 16,
  };
}

type Domain = readonly [number, number];

function accuracyPanel(lines: readonly ReliabilityLine[], values: readonly object[], domain: Domain) {
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

function samplesPanel(
  lines: readonly ReliabilityLine[],
  values: readonly { readonly share: number }[],
  domain: Domain,
) {
  const x = { field: "confidence", ...shareAxis(domain, "confidence") };
  const decades = Math.ceil(2 - Math.log10(Math.min(...values.map(({ share }) => share))));
  const ticks = Array.from({ length: decades + 1 }, (_, decade) => 10 ** (2 - decade));
  const y = {
    field: "share",
    type: "quantitative" as const,
    scale: { type: "log" as const, domain: [ticks.at(-1)!, 100], nice: false },
    axis: { title: "samples, %", format: "~g", values: ticks },
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
  lines: readonly ReliabilityLine[],
  values: readonly object[],
  x: X,
  y: Y,
) {
  const names = lines.map(({ name }) => name);
  const legend = { title: null, orient: "bottom" as const, columns: 1, symbolSize: 90, labelExpr };
  const by = (range: readonly string[]) => ({
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range: [...range] },
    legend,
  });
  const color = by(lines.map((line) => line.color));
  return [
    {
      data: { values: [...values] },
      mark: { type: "line" as const, strokeWidth: 1.6 },
      encoding: { x, y, color },
    },
    {
      data: { values: [...values] },
      mark: { type: "point" as const, filled: true, size: 60, opacity: 1 },
      encoding: { x, y, color, shape: by(shapes.slice(0, lines.length)) },
    },
  ];
}
