// Trees on one kind of labels against those of their baseline, depth by depth.

import { mean } from "../numeric/mean.ts";
import type { PairedDifference } from "../numeric/paired-difference.ts";
import type { StudentRow, Variant } from "../results/row.ts";
import { axesOf } from "../study/grid.ts";
import { chosenOf } from "./chosen-variant.ts";
import { baselineOf, differenceCell, seedDifference, verdictOf } from "./comparison.ts";
import { decimal, percentSpread } from "./format.ts";
import { blocks, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { axisText, variantText } from "./settings.ts";

type Depth = Variant[string];

/** Empty unless an arm and its baseline both have trees of several depths. */
export function renderDepthTables(results: ExperimentResults): string {
  return blocks(
    results.arms.map((arm) => {
      const baseline = baselineOf(results, arm);
      return baseline === null ? "" : depthTable(arm, baseline);
    }),
  );
}

function depthTable(arm: ArmResults, baseline: ArmResults): string {
  const others = depthsOf(baseline);
  const depths = depthsOf(arm).filter((depth) => others.includes(depth));
  const compared = depths.flatMap((depth) => {
    const [own, other] = [atDepth(arm, depth), atDepth(baseline, depth)];
    return own === null || other === null
      ? []
      : [{ depth, own, other, difference: seedDifference(own.everySeed, other.everySeed) }];
  });
  if (compared.length === 0) return "";
  const [name, baselineName] = [arm, baseline].map(({ spec }) => escapeMarkdown(spec.name));
  const table = markdownTable(
    [
      { title: "Depth" },
      { title: `${baselineName}, test %`, align: "right" },
      { title: "leaves", align: "right" },
      { title: `${name}, test %`, align: "right" },
      { title: "leaves", align: "right" },
      { title: "Chosen on validation" },
      { title: "Paired difference, points (95 % CI)", align: "right" },
    ],
    compared.map(({ depth, own, other, difference }) => [
      escapeMarkdown(axisText("maxDepth", depth)),
      accuracyText(other),
      leavesText(other),
      accuracyText(own),
      leavesText(own),
      escapeMarkdown(variantText(withoutDepth(own.variant)) || "–"),
      differenceCell(difference),
    ]),
  );
  return blocks([
    `**${name} against ${baselineName}, depth by depth.** ${summaryText(compared)} Each is for its depth alone: of many depths some leave out 0 by chance.`,
    table,
  ]);
}

type Compared = { readonly depth: Depth; readonly difference: PairedDifference };

/** On which side of 0 the intervals lie; with so many of them none is called a gain or a loss. */
function summaryText(compared: readonly Compared[]): string {
  const withVerdict = (verdict: string) =>
    compared.filter(({ difference }) => verdictOf(difference) === verdict).map(({ depth }) => String(depth));
  const part = (verdict: string, what: string) => {
    const depths = withVerdict(verdict);
    return depths.length === 0 ? [] : [`${what} at ${depths.join(", ")}`];
  };
  const parts = [...part("gain", "above 0"), ...part("loss", "below 0"), ...part("none", "around 0")];
  return parts.length === 0 ? "Too few seeds for a claim." : `The interval lies ${parts.join("; ")}.`;
}

function depthsOf({ spec }: ArmResults): readonly Depth[] {
  return axesOf(spec).find(({ name }) => name === "maxDepth")?.values ?? [];
}

/** Of the variants with this depth the best one on validation. */
function atDepth(arm: ArmResults, depth: Depth): VariantResults | null {
  return chosenOf(arm.variants.filter(({ variant }) => variant.maxDepth === depth));
}

function withoutDepth({ maxDepth: _, ...rest }: Variant): Variant {
  return rest;
}

const accuracyText = ({ rows }: VariantResults) =>
  percentSpread(rows.map((row) => row.metrics.test.accuracy));

const leavesText = ({ rows }: VariantResults) => decimal(mean(rows.map(leavesOfRow)), 0);

const leavesOfRow = ({ tree }: StudentRow) => tree?.leaves ?? 0;
