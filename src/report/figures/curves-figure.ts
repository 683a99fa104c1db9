// Validation accuracy by epoch: one panel a budget, so that only arms that were trained alike share one.

import { sameTraining } from "../../study/recipe.ts";
import { mustNotGain } from "../control-kind.ts";
import { counted, decimal } from "../format.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { seedsText } from "../seeds-text.ts";
import { trainingText, variantText } from "../settings.ts";
import { type Band, bandOf } from "./band.ts";
import { type Figure, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { lineChannels, type NamedLine } from "./line-legend.ts";
import { lineStyles } from "./line-style.ts";
import { columnsOf, panelGrid } from "./panel-grid.ts";

const totalWidth = 720;
const panelHeight = 240;
const mostPanels = 6;
/** So many epochs are drawn as points too, and from the first on. */
const shortRun = 12;

/** The name is that of the arm and its variant with a bar between, which no name has: side by side they would often be too wide. */
interface Line extends NamedLine {
  readonly seeds: number;
  /** `[epoch - 1]`, as far as every seed was trained. */
  readonly bands: readonly Band[];
}

interface Panel {
  readonly budget: string;
  readonly lines: readonly Line[];
}

/** null where no student has a curve (trees). */
export async function curvesFigure(results: ExperimentResults): Promise<Figure | null> {
  const candidates = results.arms.filter((arm) => !mustNotGain(results, arm)); // at chance they would flatten all others
  const arms = candidates.filter((arm) => !isCorrectedTwin(arm, candidates));
  const { shown: panels, note } = firstOf(panelsOf(arms), mostPanels);
  if (panels.length === 0) return null;
  const seeds = panels.flatMap(({ lines }) => lines.map((line) => line.seeds));
  const cut = results.arms.some(
    ({ chosen }) => new Set(chosen?.rows.map((row) => row.curve.length)).size > 1,
  );
  const without = candidates.length < results.arms.length ? " Controls that must not gain are left out." : "";
  const corrected = candidates.some(isCorrected)
    ? " Biases of left-out classes are corrected after training: no curve has them, and arms that differ in that alone share one."
    : "";
  const short = cut
    ? " A line ends with the last epoch that every one of its seeds was trained for; some went on."
    : "";
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-curves.svg`,
    alt: `Validation accuracy by epoch. ${panels.map(panelText).join(" ")}`,
    caption:
      `Validation accuracy by epoch, mean and one standard deviation over ${seedsText(seeds)}; one panel a budget, ` +
      `an arm with a grid by its chosen variant.${short}${without}${corrected} No vertical axis starts at 0, and each panel has its own.${note}`,
  });
}

function isCorrected({ spec }: ArmResults): boolean {
  return spec.kind === "mlp" && spec.leftOutBias === "validation";
}

/** The same training as that of another arm, which is shown without the correction. */
function isCorrectedTwin(arm: ArmResults, arms: readonly ArmResults[]): boolean {
  if (arm.spec.kind === "tree" || !isCorrected(arm)) return false;
  const own = sameTraining(arm.spec);
  return arms.some(
    (other) =>
      other.spec.kind !== "tree" &&
      !isCorrected(other) &&
      other.spec.teacher === arm.spec.teacher &&
      sameTraining(other.spec) === own,
  );
}

function panelText({ budget, lines }: Panel): string {
  const texts = lines.map(({ name, bands }) => {
    const last = `${decimal(bands.at(-1)?.mean ?? Number.NaN, 1)} % after ${counted(bands.length, "epoch")}`;
    const first = bands.length > 1 ? `${decimal(bands[0]!.mean, 1)} % after the first, ` : "";
    return `${name.replace("|", " ")}: ${first}${last}`;
  });
  return `${budget}: ${texts.join("; ")}.`;
}

function panelsOf(arms: readonly ArmResults[]): Panel[] {
  const budgets = new Map<string, ArmResults[]>();
  for (const arm of arms) {
    const budget = budgetOf(arm);
    if (budget !== null) budgets.set(budget, [...(budgets.get(budget) ?? []), arm]);
  }
  return [...budgets].map(([budget, group]) => ({ budget, lines: linesOf(group) }));
}

/** A learning rate that was tuned is not part of the budget: both arms had the same choice. Smoothed labels are no budget. */
function budgetOf({ chosen }: ArmResults): string | null {
  const row = chosen?.rows[0];
  if (row === undefined || row.curve.length === 0 || row.spec.kind === "tree") return null;
  return trainingText({ ...row.spec, labelSmoothing: 0 }, "learningRate" in row.variant);
}

function linesOf(arms: readonly ArmResults[]): Line[] {
  const styles = lineStyles(arms.map(({ spec }) => spec));
  return arms.map(({ spec: { name }, chosen }, index) => {
    const rows = chosen?.rows ?? [];
    const epochs = Math.min(...rows.map((row) => row.curve.length));
    const variant = variantText(rows[0]?.variant ?? {});
    return {
      name: variant === "" ? name : `${name}|(${variant})`,
      ...styles[index]!,
      seeds: rows.length,
      bands: Array.from({ length: epochs }, (_, i) => bandOf(rows.map((row) => row.curve[i]!))),
    };
  });
}

function figureSpec(panels: readonly Panel[]) {
  const columns = columnsOf(panels.length);
  const width = Math.round(totalWidth / columns) - 10 * (columns - 1);
  return panelGrid(
    panels,
    (above) => 110 + 36 * Math.max(0, ...above.map(({ lines }) => lines.length)), // a line of legend for each arm
    (panel) => panelSpec(panel, width),
  );
}

function panelSpec({ budget, lines }: Panel, width: number) {
  const values = lines.flatMap(({ name, bands }) =>
    bands.map((band, i) => ({ name, epoch: i + 1, ...band })),
  );
  const last = Math.max(...values.map(({ epoch }) => epoch));
  const x = {
    field: "epoch",
    type: "quantitative" as const,
    scale: { domain: last === 1 ? [0.5, 1.5] : [1, last], nice: false, zero: false },
    axis: { title: "epoch", values: epochTicks(last), format: "d", grid: false },
  };
  const { color, strokeDash } = lineChannels(lines, {
    columns: 1,
    labelLimit: 1.3 * width, // Vega takes letters for wider than they are
    labelFontSize: 11,
    labelExpr: "split(datum.label, '|')",
  });
  const y = { type: "quantitative" as const, scale: { domain: domainOf(lines), nice: true, zero: false } };
  const title = "validation accuracy, %";
  const clip = last > shortRun;
  return {
    width,
    height: panelHeight,
    title: titleOf(budget),
    data: { values },
    layer: [
      {
        mark: { type: "area" as const, opacity: 0.18, clip },
        encoding: { x, y: { field: "low", title, ...y }, y2: { field: "high" }, color },
      },
      {
        mark: { type: "line" as const, clip, strokeWidth: 2, ...(clip ? {} : { point: { size: 40 } }) },
        encoding: { x, y: { field: "mean", title, ...y }, color, strokeDash },
      },
    ],
  };
}

/** "SGD 0.03, batch 128" above "2 epochs": one line would be wider than the panel. */
function titleOf(budget: string) {
  const [optimizer = "", batch = "", ...epochs] = budget.split(", ");
  return { text: `${optimizer}, ${batch}`, subtitle: epochs.join(", ") };
}

/** Of long runs, what the first eighth of the epochs spans would leave no room for the differences at the end. */
function domainOf(lines: readonly Line[]): [number, number] {
  const longest = Math.max(...lines.map(({ bands }) => bands.length));
  const skipped = longest > shortRun ? Math.floor(longest / 8) : 0;
  const late = lines.flatMap(({ bands }) => bands.slice(Math.min(skipped, bands.length - 1)));
  return [Math.min(...late.map(({ low }) => low)), Math.max(...late.map(({ high }) => high))];
}

/** Whole epochs from the first to the last, about eight of them. */
function epochTicks(last: number): number[] {
  const step =
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((size) => last / size <= 8) ?? Math.ceil(last / 8);
  const ticks = Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
  return ticks[0] === 1 ? ticks : [1, ...ticks];
}
