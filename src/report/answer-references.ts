import { testAccuracyText } from "./accuracy-text.ts";
import { doneComparisons, mostComparisons } from "./answer-comparisons.ts";
import { percent } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { named } from "./named.ts";
import { comparisonName } from "./named-comparisons.ts";
import { publishedGap, publishedRuns } from "./published-gap.ts";
import type { ExperimentResults } from "./results.ts";

/** Published figures beside ours, as far as the sentences of the comparisons have not told them. */
export function referenceSentence(results: ExperimentResults): string {
  const comparisons = doneComparisons(results);
  const gaps = comparisons.filter((comparison) => publishedGap(comparison) !== "");
  const toldOneByOne = comparisons.length <= mostComparisons;
  const texts = [
    ...(toldOneByOne ? [] : gaps.map((gap) => `${comparisonName(gap)}: ${publishedGap(gap)}`)),
    ...figuresAlone(
      results,
      new Set(gaps.flatMap(({ arm, baseline }) => [arm.spec.name, baseline.spec.name])),
    ),
  ];
  if (texts.length === 0) return "";
  const hasGap = !toldOneByOne && gaps.length > 0;
  return `Published figures and ours: ${named(texts, 3)}.${hasGap ? ` ${publishedRuns}` : ""}`;
}

/** Of teachers, and of arms that are in no published gap. */
function figuresAlone({ teachers, arms }: ExperimentResults, inGaps: ReadonlySet<string>): string[] {
  const models = [
    ...teachers,
    ...arms
      .filter(({ spec }) => !inGaps.has(spec.name))
      .map(({ spec, chosen }) => ({ spec, rows: chosen?.rows ?? [] })),
  ];
  return models.flatMap(({ spec: { name, reference }, rows }) => {
    if (reference === undefined || rows.length === 0) return [];
    return [`${escapeMarkdown(name)} ${percent(reference)} %, here ${testAccuracyText(rows)}`];
  });
}
