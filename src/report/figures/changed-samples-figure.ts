// The test samples that an arm gets right and its baseline does not, and the other way round, as pictures.
import type { ExperimentSamples } from "../../results/samples.ts";
import { groupBy } from "../../study/group-by.ts";
import { type ChangedSamples, type Changes, changedSamples } from "../changed-samples.ts";
import { counted, decimal } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { withVariant } from "../settings.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { panelTitle } from "./panel-title.ts";
import { type Picture, pictureLayers, pictureSize } from "./pictures.ts";

interface Panel {
  readonly title: string;
  readonly wrong: string;
  readonly right: string;
  readonly pictures: readonly Picture[];
}

/** null where no sample changes, or none of their images is there. */
export async function changedSamplesFigure(
  results: ExperimentResults,
  samples: readonly ExperimentSamples[],
): Promise<Figure | null> {
  const changed = changedSamples(results);
  const images = samples.find(({ experiment }) => experiment === results.experiment.name);
  if (changed === null || images === undefined) return null;
  const panels = panelsOf(changed, images);
  if (panels.every(({ pictures }) => pictures.length === 0)) return null;
  const [arm, baseline] = [nameOf(changed.arm), nameOf(changed.baseline)];
  const pairs = `n = ${counted(changed.pairs, "seed")}, paired`;
  return figureOf(figureSpec(panels, images.shape), {
    name: `figures/${results.experiment.name}-changed-samples.svg`,
    alt: `Test samples on which ${arm} and its baseline ${baseline} differ, ${pairs}. ${panels.map(panelText).join(" ")}`,
    caption:
      `Test samples on which ${escapeMarkdown(arm)} and its baseline ${escapeMarkdown(baseline)} differ, ${pairs}: those that change in the ` +
      "most seeds, of equal ones the first of the test split. Below each is its true class, and in how many seeds it changes. The arm is the one " +
      "with the largest mean difference to its baseline in absolute value, controls aside.",
  });
}

function nameOf({ spec, chosen }: ArmResults): string {
  return withVariant(spec.name, chosen?.variant ?? {});
}

function panelsOf(changed: ChangedSamples, samples: ExperimentSamples): Panel[] {
  const [arm, baseline] = [nameOf(changed.arm), nameOf(changed.baseline)];
  const panel = (title: string, changes: Changes, wrong: string, right: string): Panel => ({
    title: `${title}: ${decimal(changes.mean, changed.pairs === 1 ? 0 : 1)} samples a seed`,
    wrong,
    right,
    pictures: picturesOf(changes, changed.pairs, samples),
  });
  return [
    panel("From wrong to right", changed.mended, baseline, arm),
    panel("From right to wrong", changed.broken, arm, baseline),
  ];
}

function picturesOf({ shown }: Changes, pairs: number, { images }: ExperimentSamples): Picture[] {
  return shown.flatMap(({ place, seeds }) => {
    const image = images.find((one) => one.place === place);
    const text = [`class ${image?.label}`, `in ${seeds} of ${counted(pairs, "seed")}`];
    return image === undefined ? [] : [{ pixelsBase64: image.pixelsBase64, text }];
  });
}

/** "...; shown: in 5 of 5 seeds: class 4, class 9; in 4 of 5 seeds: class 8." */
function panelText({ title, pictures }: Panel): string {
  const groups = groupBy(pictures, ({ text }) => text[1]);
  const shown = groups.map((alike) => `${alike[0]!.text[1]}: ${alike.map(({ text }) => text[0]).join(", ")}`);
  return `${title}${shown.length === 0 ? "." : `; shown: ${shown.join("; ")}.`}`;
}

function figureSpec(panels: readonly Panel[], shape: readonly number[]): FigureSpec {
  return { spacing: 26, vconcat: panels.map((panel) => panelSpec(panel, shape)) };
}

function panelSpec({ title, wrong, right, pictures }: Panel, shape: readonly number[]) {
  const size = pictureSize(pictures.length, shape);
  return {
    ...size,
    title: panelTitle(title, [`wrong: ${wrong}`, `right: ${right}`], size.width),
    view: { stroke: null },
    layer: pictureLayers(pictures, shape, size),
  };
}
