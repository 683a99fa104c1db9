// What the controls say, for the answer of an experiment in one line.
import { differenceCell } from "./comparison.ts";
import { mustNotGain } from "./control-kind.ts";
import { controlComparisons } from "./family.ts";
import { named } from "./named.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ExperimentResults } from "./results.ts";

/** More of the controls that gain are counted. */
const mostControls = 2;

/** Of the controls that must not gain, and of the others that do; empty without one that could be tested. */
export function controlText(results: ExperimentResults): string {
  const controls = controlComparisons(results);
  const empty = controls.filter(({ arm }) => mustNotGain(results, arm));
  const others = controls.filter((control) => !empty.includes(control));
  return [emptyControlText(empty), gainText(others)].filter((text) => text !== "").join("; ");
}

function gainText(controls: readonly Comparison[]): string {
  const gains = controls.filter(({ verdict, sameAs }) => verdict === "gain" && sameAs === null);
  const texts = gains.map(({ arm, difference }) => `${arm.spec.name} ${differenceCell(difference)}`);
  return texts.length === 0 ? "" : `controls that gain: ${named(texts, mostControls)}`;
}

function emptyControlText(controls: readonly Comparison[]): string {
  const tested = controls.filter(({ adjustedP }) => !Number.isNaN(adjustedP));
  if (tested.length === 0) return "";
  if (tested.some(({ verdict }) => verdict === "gain")) return "but a control that must not gain does";
  return tested.length === 1
    ? "the control that must not gain does not"
    : `none of ${tested.length} controls that must not gain does`;
}
