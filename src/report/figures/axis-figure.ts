// Test accuracy against what a study varies beside the temperature: the budget, the size of the student, the share of the
// rows and the like. One panel an axis, one line an arm.
import { uniqueBy } from "../../study/unique-by.ts";
import { decimal } from "../format.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { seedsText } from "../seeds-text.ts";
import { axisText } from "../settings.ts";
import { accuracyAxisNote } from "./accuracy-axis.ts";
import { accuracyPanels, levelDash, panelWidth } from "./accuracy-panel.ts";
import { type AxisLine, type AxisLines, axisLines } from "./axis-lines.ts";
import { axisScale, axisTitle } from "./axis-scale.ts";
import { testBand } from "./band.ts";
import { extremesText } from "./extremes-text.ts";
import { type Figure, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { type LineStyle, lineStyles } from "./line-style.ts";
import { lookOf, placeOf } from "./shown-axes.ts";

const mostPanels = 6;

/** null where no grid has such an axis. */
export async function axisFigure(results: ExperimentResults): Promise<Figure | null> {
  const { shown: panels, note } = firstOf(axisLines(results), mostPanels);
  if (panels.length === 0) return null;
  const lines = panels.flatMap((panel) => panel.lines);
  const seeds = seedsText(lines.flatMap(({ points }) => points.map(({ rows }) => rows.length)));
  return figureOf(figureSpec(panels, results), {
    name: `figures/${results.experiment.name}-axes.svg`,
    alt: panels.map(panelText).join(" "),
    caption:
      `Test accuracy against what the grids vary: one panel an axis, one line an arm, mean and one standard deviation over ${seeds}. ` +
      "Other axes of a grid are at their chosen values, and what is tuned is chosen at each point, both on validation. " +
      `Dashed levels: baselines without the axis, their chosen variants. ${accuracyAxisNote}${stepsNote(panels, results)}${teacherNote(lines)}${note}`,
  });
}

function stepsNote(panels: readonly AxisLines[], results: ExperimentResults): string {
  const steps = panels.flatMap((panel) => stepsPerEpoch(panel, results) ?? []);
  return steps.length === 0 ? "" : ` An epoch has ${decimal(steps[0]!, 0)} steps, one a batch.`;
}

function teacherNote(lines: readonly AxisLine[]): string {
  return lines.some(({ ofTeacher }) => ofTeacher)
    ? " “Its teacher's”: the value is that of the teacher, and the students are alike."
    : "";
}

function nameOf({ arm, ofTeacher }: AxisLine): string {
  return ofTeacher ? `${arm.spec.name} (its teacher's)` : arm.spec.name;
}

const levelName = ({ spec }: ArmResults) => `baseline: ${spec.name}`;

function panelText(panel: AxisLines): string {
  const lines = panel.lines.map((line) => {
    const points = line.points.map(({ value, rows }) => ({
      at: axisText(panel.axis, value),
      ...testBand(rows),
    }));
    return `${nameOf(line)}: ${extremesText(points)}`;
  });
  const levels = panel.levels.map(
    (arm) => `${levelName(arm)}: ${decimal(testBand(arm.chosen?.rows ?? []).mean, 1)} %`,
  );
  return `Test accuracy against ${axisTitle(panel)}. ${[...lines, ...levels].join("; ")}.`;
}

function figureSpec(panels: readonly AxisLines[], results: ExperimentResults) {
  const styles = stylesOf(panels);
  return accuracyPanels(
    panels.map((panel) => {
      const look = lookOf(panel.axis)!;
      return {
        title: `by ${axisTitle(panel)}`,
        lines: panel.lines.map((line) => ({
          name: nameOf(line),
          ...styles.get(nameOf(line))!,
          points: line.points.map(({ value, rows }) => ({ x: placeOf(look, value), ...testBand(rows) })),
        })),
        levels: panel.levels.map((arm) => ({
          name: levelName(arm),
          color: styles.get(arm.spec.name)!.color,
          dash: levelDash,
          ...testBand(arm.chosen?.rows ?? []),
        })),
        x: axisScale(panel, panelWidth(panels.length), stepsPerEpoch(panel, results)),
      };
    }),
  );
}

/** By name: an arm has its colour in every panel, as a line and as a level. */
function stylesOf(panels: readonly AxisLines[]): ReadonlyMap<string, LineStyle> {
  const all = panels.flatMap(({ lines, levels }) => [
    ...lines.map((line) => ({ name: nameOf(line), spec: line.arm.spec })),
    ...levels.map(({ spec }) => ({ name: spec.name, spec })),
  ]);
  const distinct = uniqueBy(all, ({ name }) => name);
  const styles = lineStyles(distinct.map(({ spec }) => spec));
  return new Map(distinct.map(({ name }, index) => [name, styles[index]!]));
}

/** null unless the panel counts epochs of students that have batches of one size, of a training split of one size. */
function stepsPerEpoch({ axis, lines }: AxisLines, { datasets }: ExperimentResults): number | null {
  if (axis !== "epochs" || lines.some(({ ofTeacher }) => ofTeacher)) return null;
  const specs = lines.flatMap(({ points }) => points.flatMap(({ rows }) => rows.map(({ spec }) => spec)));
  const batches = new Set(specs.map((spec) => (spec.kind === "tree" ? 0 : spec.batchSize)));
  const sizes = new Set(datasets.map(({ splits }) => splits.train));
  const [batch, size] = [[...batches][0], [...sizes][0]];
  return batches.size === 1 && sizes.size === 1 && batch && size ? Math.ceil(size / batch) : null;
}
