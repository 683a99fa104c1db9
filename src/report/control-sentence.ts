// Whether the controls behave: those from which nothing can be learnt must not gain; the others are told one by one.
import { type Verdict, withoutVerdict } from "./comparison.ts";
import { mustNotGain } from "./control-kind.ts";
import { controlComparisons } from "./family.ts";
import { named } from "./named.ts";
import { type Comparison, comparisonName } from "./named-comparisons.ts";
import type { ExperimentResults } from "./results.ts";
import { findingText } from "./tested.ts";
import { familyText, toldDifferences } from "./told-differences.ts";

/** More of the controls that may gain are not told. */
const mostControls = 6;

/** Empty without a control that is done and has a baseline. */
export function controlSentence(results: ExperimentResults): string {
  const done = controlComparisons(results).filter(({ arm }) => arm.chosen !== null);
  const empty = done.filter(({ arm }) => mustNotGain(results, arm));
  const others = done.filter((comparison) => !empty.includes(comparison));
  return [emptySentence(empty), otherSentence(others, empty.length > 0)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function otherSentence(controls: readonly Comparison[], areOthers: boolean): string {
  if (controls.length === 0) return "";
  const { told, all } = toldDifferences(controls, comparisonName);
  const texts = told.map(({ text }) => text);
  const noun = controls.length === 1 ? "control against its baseline" : "controls against their baselines";
  return `The ${areOthers ? "other " : ""}${noun}, in points${familyText(controls)}: ${named(texts, mostControls)}${all}.`;
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
      of: withVerdict(withoutVerdict),
      text: "Controls that must not gain, but too few seeds, or no spread, to tell",
    },
  ];
  return sentences
    .filter(({ of }) => of.length > 0)
    .map(({ of, text }) => `${text}: ${named(of.map(controlText), 3)}.`)
    .join(" ");
}

function controlText(control: Comparison): string {
  return `${comparisonName(control)}, ${findingText(control)}`;
}
