// From measured rounds to the rows of a table: times, ratios to ours of the same round, and whether goals are met.
import { median, roundRatios, type Spread, spreadOf } from "./ratios.ts";
import type { ContestantResult, Outcome } from "./results.ts";
import type { Contestant, Goal } from "./works.ts";

export type SummaryRow =
  | {
      readonly state: "measured";
      readonly contestant: Contestant;
      /** Time of one unit, in the work's unit. */
      readonly time: Spread;
      /** This time / ours; null where ours could not run. */
      readonly ratio: Spread | null;
      /** Of the peer's forms. */
      readonly isFastest: boolean;
      /** On the fastest form only. */
      readonly goal: { readonly goal: Goal; readonly value: number; readonly isMet: boolean } | null;
      readonly check: number;
      readonly leaves: number | null;
    }
  | { readonly state: "failed"; readonly contestant: Contestant; readonly why: string };

/** `results`: ours first. Times are seconds / units * `scale`. */
export function summary(
  results: readonly ContestantResult[],
  scale: number,
  goals: readonly Goal[],
): SummaryRow[] {
  const timesOf = (outcome: Outcome) =>
    outcome.state === "measured" ? outcome.rounds.map(({ seconds, units }) => (seconds / units) * scale) : [];
  const ours = results[0] ? timesOf(results[0].outcome) : [];
  return results.map(({ contestant, outcome }): SummaryRow => {
    if (outcome.state === "failed") return { state: "failed", contestant, why: outcome.why };
    const times = timesOf(outcome);
    const forms = results.filter((other) => other.contestant.peer === contestant.peer);
    const fastest = Math.min(
      ...forms
        .filter((form) => form.outcome.state === "measured")
        .map((form) => median(timesOf(form.outcome))),
    );
    const isFastest = median(times) === fastest;
    const goal = goals.find(({ peer }) => peer === contestant.peer);
    const last = outcome.rounds.at(-1)!;
    const hasOurs = ours.length > 0;
    return {
      state: "measured",
      contestant,
      time: spreadOf(times),
      ratio: hasOurs ? spreadOf(roundRatios(times, ours)) : null,
      isFastest,
      goal: goal && isFastest && hasOurs ? judged(goal, ours, times) : null,
      check: last.check,
      leaves: last.leaves ?? null,
    };
  });
}

function judged(goal: Goal, ours: readonly number[], peer: readonly number[]) {
  if (goal.ratio === "peer / ours") {
    const value = median(roundRatios(peer, ours));
    return { goal, value, isMet: value >= goal.atLeast };
  }
  const value = median(roundRatios(ours, peer));
  return { goal, value, isMet: value <= goal.atMost };
}
