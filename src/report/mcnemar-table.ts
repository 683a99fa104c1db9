// Two models on one test split: McNemar's test, seed by seed.
import { holmAdjusted } from "../numeric/holm.ts";
import { mcnemarTest } from "../numeric/mcnemar.ts";
import { decodedPlaces, placesWithout } from "../results/sample-places.ts";
import { hasHardTargets } from "../study/labels.ts";
import { baselinesOf } from "./comparison.ts";
import { counted, decimal } from "./format.ts";
import { blocks, type Column, details, escapeMarkdown, markdownTable } from "./markdown.ts";
import { pText } from "./p-value.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";
import { chosenPairs, type SeedPair, teacherPairs } from "./seed-pairs.ts";

/** Each arm against its baselines, each arm on soft labels against its teacher. Empty where there is no pair. */
export function renderMcNemarTable(results: ExperimentResults): string {
  const tested = results.arms.flatMap((arm) => [
    ...baselinesOf(results, arm).flatMap((baseline) =>
      linesOf(arm, baseline.spec.name, chosenPairs(arm, baseline)),
    ),
    ...(hasHardTargets(arm.spec)
      ? []
      : linesOf(arm, arm.chosen?.rows[0]?.teacher, teacherPairs(results, arm))),
  ]);
  if (tested.length === 0) return "";
  const adjusted = holmAdjusted(tested.map(({ p }) => p));
  const table = markdownTable(
    columns,
    tested.map(({ model, other, seed, onlyModel, onlyOther, p }, i) => [
      escapeMarkdown(model),
      escapeMarkdown(other),
      String(seed),
      decimal(onlyModel, 0),
      decimal(onlyOther, 0),
      pText(p),
      pText(adjusted[i]!),
    ]),
  );
  const text = `Each line is two models on the ${decimal(tested[0]!.samples, 0)} test samples of one seed: how many samples the one gets right and the other wrong. Adjusted: by Holm over the ${counted(tested.length, "line")}. It is about these two networks or trees, not about the seeds.`;
  return details("McNemar's exact test, seed by seed", blocks([text, table]));
}

const columns: readonly Column[] = [
  { title: "Model" },
  { title: "Against" },
  { title: "Seed", align: "right" },
  { title: "Only the model right (b)", align: "right" },
  { title: "Only the other right (c)", align: "right" },
  { title: "p", align: "right" },
  { title: "Adjusted p", align: "right" },
];

/** Rows of format 1 do not tell their wrong samples. */
function linesOf(arm: ArmResults, other: string | null | undefined, pairs: readonly SeedPair[]) {
  return pairs.flatMap(([row, otherRow]) => {
    const [own, others] = [row.metrics.test.wrong, otherRow.metrics.test.wrong];
    if (own === null || others === null) return [];
    const [wrong, otherWrong] = [decodedPlaces(own), decodedPlaces(others)];
    const onlyModel = placesWithout(otherWrong, wrong).length;
    const onlyOther = placesWithout(wrong, otherWrong).length;
    const p = mcnemarTest(onlyModel, onlyOther);
    const { samples } = row.metrics.test;
    return [{ model: arm.spec.name, other: other ?? "", seed: row.seed, samples, onlyModel, onlyOther, p }];
  });
}
