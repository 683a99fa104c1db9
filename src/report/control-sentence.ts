// Whether the controls behave: those from which nothing can be learnt must not gain.
import { rangeText, type Verdict } from "./comparison.ts";
import { mustNotGain } from "./control-kind.ts";
import { controlComparisons } from "./family.ts";
import { escapeMarkdown } from "./markdown.ts";
import { named } from "./named.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ExperimentResults } from "./results.ts";
import { findingText } from "./tested.ts";
import { verdictCounts } from "./verdict-words.ts";

/** Empty without a control that is done and has a baseline. */
export function controlSentence(results: ExperimentResults): string {
  const done = controlComparisons(results).filter(({ arm }) => arm.chosen !== null);
  const empty = done.filter(({ arm }) => mustNotGain(results, arm));
  const others = done.filter((comparison) => !empty.includes(comparison));
  const counts = verdictCounts(
    others.map(({ arm, verdict }) => ({ verdict, name: escapeMarkdown(arm.spec.name) })),
    3,
  );
  return [
    emptySentence(empty),
    counts === ""
      ? ""
      : `Of ${empty.length === 0 ? "the" : "the other"} controls ${counts}${reachText(others)}.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** "; differences −0.5 to +0.9 points" */
function reachText(controls: readonly Comparison[]): string {
  const differences = controls.map(({ difference }) => difference).filter(({ n }) => n > 0);
  return differences.length < 2 ? "" : `; ${rangeText(differences)}`;
}

function emptySentence(controls: readonly Comparison[]): string {
  const withVerdict = (verdicts: readonly Verdict[]) =>
    controls.filter(({ verdict }) => verdicts.includes(verdict));
  const sentences = [
    {
      of: withVerdict(["gain"]),
      text: "**A control that must not gain does**, which casts doubt on the gains of this experiment",
    },
    {
      of: withVerdict(["loss", "none", "uncorrected"]),
      text: "Controls that must not gain, and of which no gain was found",
    },
    {
      of: withVerdict(["few", "same", "single", "missing"]),
      text: "Controls that must not gain, but too few seeds, or no spread, to tell",
    },
  ];
  return sentences
    .filter(({ of }) => of.length > 0)
    .map(({ of, text }) => `${text}: ${named(of.map(controlText), 3)}.`)
    .join(" ");
}

function controlText(control: Comparison): string {
  return `${escapeMarkdown(control.arm.spec.name)}, ${findingText(control)}`;
}
