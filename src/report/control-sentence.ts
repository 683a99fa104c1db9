// Whether the controls behave: those from which nothing can be learnt must not gain; the others are told one by one.
import { differenceCell, isClaim, type Verdict, withoutVerdict } from "./comparison.ts";
import { mustNotGain } from "./control-kind.ts";
import { controlComparisons } from "./family.ts";
import { counted } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { named } from "./named.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ExperimentResults } from "./results.ts";
import { seedsText } from "./seeds-text.ts";
import { findingText } from "./tested.ts";

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

/** Each with its difference; a verdict that all share is told once. What is claimed stands first, lest it be among those left out. */
function otherSentence(controls: readonly Comparison[], areOthers: boolean): string {
  if (controls.length === 0) return "";
  const [first, ...rest] = new Set(controls.map(({ verdict }) => verdictWords[verdict]));
  const shared = controls.length > 1 && rest.length === 0 ? `; ${first!.all}` : "";
  const texts = controls
    .toSorted((a, b) => Number(isClaim(b.verdict)) - Number(isClaim(a.verdict)))
    .map((control) => {
      const verdict = shared === "" ? `, ${verdictWords[control.verdict].one}` : "";
      return `${escapeMarkdown(control.arm.spec.name)} ${differenceCell(control.difference)}${verdict}`;
    });
  const noun = controls.length === 1 ? "control against its baseline" : "controls against their baselines";
  return `The ${areOthers ? "other " : ""}${noun}, in points${testsText(controls)}: ${named(texts, mostControls)}${shared}.`;
}

/** " (95 % CI, n = 5 seeds, paired; Holm's correction over 8 tests)" */
function testsText(controls: readonly Comparison[]): string {
  const tested = controls.filter(({ adjustedP }) => !Number.isNaN(adjustedP));
  if (tested.length === 0) return "";
  return ` (95 % CI, n = ${seedsText(tested.map(({ difference }) => difference.n))}, paired; Holm's correction over ${counted(tested[0]!.tests, "test")})`;
}

const noTest = {
  one: "too few seeds, or no spread, for a claim",
  all: "too few seeds, or no spread, for a claim of any",
};

/** Of one control, and once of all. */
const verdictWords: Readonly<Record<Verdict, { readonly one: string; readonly all: string }>> = {
  gain: { one: "a gain", all: "all are gains" },
  loss: { one: "a loss", all: "all are losses" },
  none: { one: "no difference found", all: "none differs by the rules of this report" },
  uncorrected: {
    one: "its interval excludes 0, but no claim after Holm's correction",
    all: "all intervals exclude 0, but none is a claim after Holm's correction",
  },
  few: noTest,
  same: noTest,
  single: noTest,
  missing: noTest,
};

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
  return `${escapeMarkdown(control.arm.spec.name)}, ${findingText(control)}`;
}
