// What the best student and its teacher take each class for: the two confusion matrices side by side.
import { confusedModels, confusedRole } from "../confused-models.ts";
import { type Confusion, confusionsOf, summedConfusion } from "../confusion.ts";
import { counted, decimal, percent } from "../format.ts";
import type { ExperimentResults } from "../results.ts";
import { amountLegend } from "./amount-legend.ts";
import { type AmountScale, amountScale } from "./amount-scale.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { amountColors } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";

/** Of more classes the counts would not be read. */
const mostClasses = 10;
const matrixWidth = 310;
const widestCell = 64;
/** Colours on which black text is read. */
const steps = 5;
const rightColor = "#f0f0f0";
const legendTitle = "share of the true class, % (white: none)";

interface Panel {
  readonly name: string;
  readonly what: string;
  readonly runs: number;
  readonly counts: readonly (readonly number[])[];
  /** Of a class, by its label. */
  readonly nameOf: (label: number) => string;
}

/** null where nothing is done, or where the classes are many. */
export async function confusionFigure(results: ExperimentResults): Promise<Figure | null> {
  const panels = panelsOf(results);
  const classes = panels[0]?.counts.length ?? 0;
  if (classes === 0 || classes > mostClasses) return null;
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-confusion.svg`,
    alt: `Confusion matrices on test: ${panels.map(panelText).join("; ")}`,
    caption:
      "Confusion on test: rows are true classes, columns what is predicted, counts of samples, summed over the n runs; a cell without a " +
      "number is 0. Errors are coloured by their share of the true class, in steps of about a factor of 3. The student is the best one on " +
      "validation, or the nearest to a target, controls aside; the teacher is the one whose answers it is compared with, else the first.",
  });
}

function panelsOf(results: ExperimentResults): Panel[] {
  const classes = results.datasets[0]?.names?.classes ?? [];
  return confusedModels(results).map((model) => ({
    name: model.name,
    what: confusedRole(results, model),
    runs: model.rows.length,
    counts: summedConfusion(model.rows),
    nameOf: (label: number) => classes[label] ?? String(label),
  }));
}

function panelText(panel: Panel): string {
  const { label, predicted, samples, share } = worstOf(panel);
  const most =
    samples === 0
      ? ""
      : `, most often class ${panel.nameOf(label)} taken for ${panel.nameOf(predicted)} (${counted(samples, "time")}, ${percent(share)} % of the class)`;
  return `${panel.name}, ${panel.what}: ${wrongText(panel)}${most}`;
}

function worstOf({ counts }: Panel): Confusion {
  return confusionsOf(counts).reduce((worst, other) => (other.samples > worst.samples ? other : worst));
}

function wrongText({ counts, runs }: Panel): string {
  const wrong = confusionsOf(counts).reduce((sum, { samples }) => sum + samples, 0);
  const all = counts.flat().reduce((sum, samples) => sum + samples, 0);
  return `${decimal(wrong, 0)} of ${decimal(all, 0)} wrong, n = ${runs}`;
}

function figureSpec(panels: readonly Panel[]): FigureSpec {
  const largest = Math.max(...panels.flatMap(({ counts }) => confusionsOf(counts).map(({ share }) => share)));
  const scale = amountScale(largest, steps);
  return {
    spacing: 20,
    vconcat: [
      { spacing: 26, hconcat: panels.map((panel) => panelSpec(panel, scale)) },
      amountLegend(scale, legendTitle),
    ],
  };
}

function panelSpec(panel: Panel, scale: AmountScale) {
  const { name, what, counts } = panel;
  const cell = Math.min(widestCell, Math.floor(matrixWidth / counts.length));
  const longest = Math.max(...counts.flat().map((count) => String(count).length));
  const classAxis = (field: string, title: string) => ({
    field,
    type: "ordinal" as const,
    axis: { title, ticks: false, domain: false, labelAngle: 0 },
  });
  const y = classAxis("label", "true class");
  const x = classAxis("predicted", "predicted class");
  return {
    width: cell * counts.length,
    height: cell * counts.length,
    title: panelTitle(name, [what, wrongText(panel)], matrixWidth),
    data: { values: cellsOf(counts, scale) },
    encoding: { x, y },
    layer: [
      {
        mark: { type: "rect" as const, stroke: "#e0e0e0", strokeWidth: 0.5 },
        encoding: { fill: { field: "fill", type: "nominal" as const, scale: null } },
      },
      {
        mark: { type: "text" as const, fontSize: Math.min(12, cell / (0.7 * longest)) },
        encoding: { text: { field: "text", type: "nominal" as const } },
      },
    ],
  };
}

function cellsOf(counts: readonly (readonly number[])[], scale: AmountScale) {
  const right = counts.map((ofClass, label) => {
    return { label, predicted: label, fill: rightColor, text: String(ofClass[label] ?? 0) };
  });
  const wrong = confusionsOf(counts).map(({ label, predicted, samples, share }) => {
    return {
      label,
      predicted,
      fill: amountColors[scale.step(share)]!,
      text: samples === 0 ? "" : String(samples),
    };
  });
  return [...right, ...wrong];
}
