// Test accuracy against temperature, one line an alpha, with the baseline as a level: the shape of the grid, after
// the choice was made on validation.
import { axesOf } from "../../study/grid.ts";
import { baselineOf } from "../comparison.ts";
import { decimal } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "../results.ts";
import { seedsText } from "../seeds-text.ts";
import { axisText } from "../settings.ts";
import { accuracyAxisNote } from "./accuracy-axis.ts";
import { type AccuracyLevel, type AccuracyLine, accuracyPanels, levelDash } from "./accuracy-panel.ts";
import { testBand } from "./band.ts";
import { chosenSlice } from "./chosen-slice.ts";
import { extremesText } from "./extremes-text.ts";
import { type Figure, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { colorAt, labelColors, sequence } from "./palette.ts";

const mostPanels = 6;

interface Panel {
  readonly arm: ArmResults;
  readonly slice: readonly VariantResults[];
  readonly baseline: ArmResults | null;
}

/** null where no arm has two temperatures or more. */
export async function temperatureFigure(results: ExperimentResults): Promise<Figure | null> {
  const { shown: panels, note } = firstOf(
    results.arms.flatMap((arm) => panelOf(results, arm)),
    mostPanels,
  );
  if (panels.length === 0) return null;
  const names = panels.map(({ arm }) => arm.spec.name).join("; ");
  const seeds = seedsText(panels.flatMap(({ slice }) => slice.map(({ rows }) => rows.length)));
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-temperature.svg`,
    alt: `Test accuracy against temperature. ${panels.map(panelText).join(" ")}`,
    caption:
      `Test accuracy against temperature, one line an alpha, mean and one standard deviation over ${seeds} ` +
      `(${escapeMarkdown(names)}). Dashed: the baseline, its chosen variant. The choice was made on validation, not here; other axes of a grid are at their chosen values. ${accuracyAxisNote}${note}`,
  });
}

function panelOf(results: ExperimentResults, arm: ArmResults): Panel[] {
  const slice = chosenSlice(arm, ["temperature", "alpha"]);
  if (temperaturesOf(slice).length < 2) return [];
  const baseline = baselineOf(results, arm);
  return [{ arm, slice, baseline: baseline?.chosen == null ? null : baseline }];
}

/** Rising; none without the axis. */
function temperaturesOf(slice: readonly VariantResults[]): number[] {
  const values = slice.flatMap(({ variant }) => variant.temperature ?? []);
  return [...new Set(values.map(Number))].sort((a, b) => a - b);
}

function panelText({ arm, slice, baseline }: Panel): string {
  const points = slice.map(({ variant: { temperature, alpha }, rows }) => {
    const settings = [
      axisText("temperature", temperature!),
      alpha === undefined ? "" : axisText("alpha", alpha),
    ];
    return { at: settings.filter((text) => text !== "").join(", "), ...testBand(rows) };
  });
  const level =
    baseline === null ? "" : `; ${levelOf(baseline).name}: ${decimal(levelOf(baseline).mean, 1)} %`;
  return `${arm.spec.name}: ${extremesText(points)}${level}.`;
}

/** An alpha has the same colour in every panel: its place among `all`. */
function linesOf({ arm, slice }: Panel, all: readonly number[]): AccuracyLine[] {
  return axisAlphas(arm)
    .map((alpha) => {
      const place = all.indexOf(alpha ?? fixedAlpha(arm));
      return {
        name: alpha === undefined ? arm.spec.name : axisText("alpha", alpha),
        color: colorAt(sequence, place),
        dash: place < sequence.length ? ([1, 0] as const) : ([2, 3] as const),
        points: slice
          .filter(({ variant }) => variant.alpha === alpha)
          .map(({ variant, rows }) => ({ x: Number(variant.temperature), ...testBand(rows) })),
      };
    })
    .filter(({ points }) => points.length > 0);
}

/** undefined: no axis. */
function axisAlphas({ spec }: ArmResults): readonly (number | undefined)[] {
  return (
    axesOf(spec)
      .find(({ name }) => name === "alpha")
      ?.values.map(Number) ?? [undefined]
  );
}

const fixedAlpha = ({ spec }: ArmResults): number => ("alpha" in spec ? spec.alpha : 1);

/** Of all panels, falling: most grids have 1. */
function alphasOf(panels: readonly Panel[]): number[] {
  const values = panels.flatMap(({ arm }) => axisAlphas(arm).map((alpha) => alpha ?? fixedAlpha(arm)));
  return [...new Set(values)].sort((a, b) => b - a);
}

function levelOf({ spec, chosen }: ArmResults): AccuracyLevel {
  return {
    name: `baseline: ${spec.name}`,
    color: labelColors.hard[0],
    dash: levelDash,
    ...testBand(chosen?.rows ?? []),
  };
}

function figureSpec(panels: readonly Panel[]) {
  const alphas = alphasOf(panels);
  return accuracyPanels(
    panels.map((panel) => ({
      title: panel.arm.spec.name,
      lines: linesOf(panel, alphas),
      levels: panel.baseline === null ? [] : [levelOf(panel.baseline)],
      x: temperatureAxis(temperaturesOf(panel.slice)),
    })),
  );
}

/** Logarithmic, as temperatures are tried by factors; a tick for each that was tried. */
function temperatureAxis(values: readonly number[]) {
  return {
    type: "quantitative" as const,
    scale: { type: "log" as const, base: 2, domain: [values[0]!, values.at(-1)!], nice: false },
    axis: { title: "temperature T (logarithmic)", values: [...values], format: "~g", grid: false },
  };
}
