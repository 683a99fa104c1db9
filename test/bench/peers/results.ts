import type { ContestantResult } from "../../../bench/peers/results.ts";
import type { Contestant } from "../../../bench/peers/works.ts";

export const contestant = (peer: string, form = "plain"): Contestant => ({
  peer,
  form,
  program: "ours",
  id: peer,
});

/** Rounds of 8 units (a power of 2: times are exact), of these seconds. */
export function measured(who: Contestant, seconds: readonly number[]): ContestantResult {
  const rounds = seconds.map((each, round) => ({ seconds: each, units: 8, check: round / 8 }));
  return { contestant: who, outcome: { state: "measured", versions: { [who.peer]: "1.0" }, rounds } };
}

export const failed = (who: Contestant, why: string): ContestantResult => ({
  contestant: who,
  outcome: { state: "failed", why },
});
