// Test accuracy class by class of students that never saw some classes: one panel an arm, those classes marked.
import { mean } from "../../numeric/mean.ts";
import { decimal } from "../format.ts";
import type { ExperimentResults } from "../results.ts";
import { seedsText } from "../seeds-text.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { type LeftOutClasses, leftOutClasses } from "./left-out-classes.ts";
import { colors } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";

const panelWidth = 340;
const panelHeight = 180;
const mostPanels = 6;
const seenColor = colors.skyBlue;
const leftOutColor = colors.vermilion;

/** null where no arm leaves out classes. */
export async function leftOutFigure(results: ExperimentResults): Promise<Figure | null> {
  const { shown: panels, note } = firstOf(leftOutClasses(results), mostPanels);
  if (panels.length === 0) return null;
  const ticks = panels.some(({ baseline }) => baseline !== null)
    ? " Black ticks: the baseline, its chosen variant."
    : "";
  const biases = panels.some(({ bias }) => bias !== null)
    ? " Bias: what was added to the biases of these classes, chosen on validation, mean over the seeds."
    : "";
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-left-out.svg`,
    alt: `Test accuracy by class of students that never saw some of the classes. ${panels.map(panelText).join(" ")}`,
    caption:
      `Test accuracy of each class, mean over ${seedsText(panels.map(({ seeds }) => seeds))}, lines one standard deviation to each side. ` +
      `The student never saw a sample of the classes in orange.${biases}${ticks}${note}`,
  });
}

function panelText({ name, leftOut, classes }: LeftOutClasses): string {
  const left = leftOut.map((label) => `class ${label} ${decimal(classes[label]?.mean ?? Number.NaN, 1)} %`);
  const seen = classes.filter((_, label) => !leftOut.includes(label)).map((band) => band.mean);
  return `${name}: never seen ${left.join(", ")}; mean of the other classes ${decimal(mean(seen), 1)} %.`;
}

function figureSpec(panels: readonly LeftOutClasses[]): FigureSpec {
  return { columns: 2, spacing: 26, concat: panels.map((panel, i) => panelSpec(panel, i % 2 === 0)) };
}

/** The shorter list. */
function seenText(leftOut: readonly number[], classes: number): string {
  const seen = Array.from({ length: classes }, (_, label) => label).filter(
    (label) => !leftOut.includes(label),
  );
  return seen.length < leftOut.length ? `seen only: ${seen.join(", ")}` : `never seen: ${leftOut.join(", ")}`;
}

function panelSpec({ name, leftOut, bias, classes, baseline }: LeftOutClasses, leftmost: boolean) {
  const values = classes.map((band, label) => ({
    label,
    ...band,
    text: leftOut.includes(label) ? decimal(band.mean, 1) : "",
    color: leftOut.includes(label) ? leftOutColor : seenColor,
  }));
  const x = {
    field: "label",
    type: "ordinal" as const,
    axis: { title: "class", labelAngle: 0, grid: false },
  };
  const y = {
    type: "quantitative" as const,
    scale: { domain: [0, 112], nice: false },
    axis: { title: leftmost ? "right on test, %" : null, values: [0, 25, 50, 75, 100] },
  };
  const subtitle = [
    `${seenText(leftOut, classes.length)}${bias === null ? "" : `; bias ${bias > 0 ? "+" : ""}${decimal(bias, 2)}`}`,
    baseline === null ? "" : `black: ${baseline.name}`,
  ];
  return {
    width: panelWidth,
    height: panelHeight,
    title: panelTitle(name, subtitle, panelWidth),
    layer: [
      {
        data: { values },
        mark: { type: "bar" as const, width: { band: 0.72 } },
        encoding: {
          x,
          y: { field: "mean", ...y },
          color: { field: "color", type: "nominal" as const, scale: null },
        },
      },
      {
        data: { values },
        mark: { type: "rule" as const, color: "#333333" },
        encoding: { x, y: { field: "low", ...y }, y2: { field: "high" } },
      },
      {
        data: { values: (baseline?.classes ?? []).map((band, label) => ({ label, mean: band.mean })) },
        mark: { type: "tick" as const, color: "#000000", thickness: 2, width: { band: 0.9 } },
        encoding: { x, y: { field: "mean", ...y } },
      },
      {
        data: { values },
        mark: { type: "text" as const, fontSize: 11, dy: -8, color: "#333333" },
        encoding: { x, y: { field: "high", ...y }, text: { field: "text", type: "nominal" as const } },
      },
    ],
  };
}
