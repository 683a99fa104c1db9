// The method in one picture, from real data: a sample that the teacher labels rightly and to whose second class it gives
// much, its hard label, and the teacher's soft label at several temperatures.

import { softmax } from "../../numeric/softmax.ts";
import type { Cost, DatasetRow, Example, StudentRow } from "../../results/row.ts";
import { architectureName } from "../architecture-name.ts";
import { decimal } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ExperimentResults } from "../results.ts";
import { type Figure, figureOf } from "./figure.ts";
import { imageSpec } from "./image-panel.ts";
import { labelColors } from "./palette.ts";

/** The rule of `instructiveExample`. */
const choice =
  "It is no typical one: of the images that the teacher labels rightly, with 60 to 90 %, it is the one to whose second class the teacher gives most.";
const temperatures = [1, 2, 4, 8, 20];
const mostStudents = 3;
const panelWidth = 88;
/** Six pixels of the screen for each of 28 rows, so that the squares of the image are sharp. */
const panelHeight = 168;

/** null unless the samples are images and their soft labels are there. */
export async function methodFigure(results: ExperimentResults): Promise<Figure | null> {
  const row = results.softLabels.find(({ example }) => example !== null);
  if (row === undefined || row.example === null) return null;
  const { example } = row;
  const sizes = sizesText(results, row.teacher);
  const what = `sample ${example.sampleId} of the validation split, a ${example.label}`;
  return figureOf(figureSpec(example, sizes), {
    name: `figures/${results.experiment.name}-method.svg`,
    alt:
      `The image of ${what}; its hard label; the soft label of the teacher at temperatures ${temperatures.join(", ")}. ` +
      `${topText(example, temperatures[0]!)} ${topText(example, temperatures.at(-1)!)}`,
    caption:
      `The method: ${what}. ${choice} A student on hard labels learns from the one-hot label, ` +
      `a student on soft labels from the teacher's probabilities at a temperature T. ${escapeMarkdown(sizes.join(" "))}`,
  });
}

/** "At T = 1 class 9 has 0.62 and class 4 0.35.", the two that the teacher likes best. */
function topText({ logits }: Example, temperature: number): string {
  const probabilities = [...softmax(logits, temperature)];
  const [first, second] = probabilities
    .map((probability, label) => ({ label, probability }))
    .toSorted((a, b) => b.probability - a.probability);
  if (first === undefined || second === undefined) return "";
  return `At T = ${temperature} class ${first.label} has ${decimal(first.probability, 2)} and class ${second.label} ${decimal(second.probability, 2)}.`;
}

function figureSpec(example: Example, sizes: readonly string[]) {
  const hard = example.logits.map((_, label) => (label === example.label ? 1 : 0));
  return {
    title: {
      text: "What a student learns from",
      subtitle: ["The true label, or the teacher's probabilities at a temperature T.", ...sizes],
      offset: 14,
    },
    spacing: 13,
    hconcat: [
      imageSpec(example, panelHeight),
      barsSpec("hard label", hard, labelColors.hard[0], true),
      ...temperatures.map((temperature) =>
        barsSpec(`T = ${temperature}`, [...softmax(example.logits, temperature)], labelColors.soft[0], false),
      ),
    ],
  };
}

/** One bar a class; the numbers stand at the right edge, clear of the bars. */
function barsSpec(title: string, probabilities: readonly number[], color: string, first: boolean) {
  const values = probabilities.map((probability, label) => ({
    label,
    probability,
    text: probability.toFixed(2),
  }));
  const y = {
    field: "label",
    type: "ordinal" as const,
    axis: first ? { title: "class", grid: false, ticks: false, domain: false } : null,
  };
  return {
    width: panelWidth,
    height: panelHeight,
    title: { text: title, fontSize: 12 },
    data: { values },
    layer: [
      {
        mark: { type: "bar" as const, color, height: { band: 0.75 } },
        encoding: {
          x: { field: "probability", type: "quantitative" as const, scale: { domain: [0, 1.6] }, axis: null },
          y,
        },
      },
      {
        mark: {
          type: "text" as const,
          align: "right" as const,
          x: panelWidth - 4,
          fontSize: 11,
          color: "#333333",
        },
        encoding: { y, text: { field: "text", type: "nominal" as const } },
      },
    ],
  };
}

/** One sentence for the teacher, one for each architecture of student. */
function sizesText(results: ExperimentResults, teacher: string): string[] {
  const own = results.teachers.find(({ spec }) => spec.name === teacher)?.rows[0]?.cost ?? null;
  // The size of a tree is a result, and another one for each seed.
  const networks = results.arms.filter(({ spec }) => spec.kind !== "tree");
  const [dataset] = results.datasets;
  const students = networks.flatMap(({ chosen }) => studentText(chosen?.rows[0], dataset));
  const distinct = [...new Set(students)];
  return [
    ...(own === null ? [] : [`Teacher: ${costText(own)}.`]),
    ...distinct.slice(0, mostStudents),
    ...(distinct.length > mostStudents
      ? [`Students of other sizes: ${distinct.length - mostStudents}.`]
      : []),
  ];
}

function studentText(row: StudentRow | undefined, dataset: DatasetRow | undefined): string[] {
  if (row === undefined || dataset === undefined) return [];
  return [`Student ${architectureName(row.spec, dataset, null)}: ${costText(row.cost)}.`];
}

function costText({ parameters, multiplyAdds }: Cost): string {
  return `${decimal(parameters, 0)} parameters, ${decimal(multiplyAdds, 0)} multiply-adds a prediction`;
}
