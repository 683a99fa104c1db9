// The rounds of one work: each contestant in turn, one at a time. Only these contestants are alive.
import type { ContestantProcess } from "./process.ts";
import type { Answer } from "./protocol.ts";
import { roundOrder } from "./ratios.ts";
import type { ContestantResult } from "./results.ts";
import type { Contestant } from "./works.ts";

/** One contestant under way. */
interface Entry {
  readonly contestant: Contestant;
  readonly rounds: Answer[];
  process: ContestantProcess | null;
  why: string | null;
}

/** A contestant that cannot start or dies is out, with the reason; the others go on. */
export async function measureRounds(
  contestants: readonly Contestant[],
  rounds: number,
  start: (contestant: Contestant) => Promise<ContestantProcess>,
  say: (line: string) => void,
): Promise<ContestantResult[]> {
  const entries = contestants.map(
    (contestant): Entry => ({ contestant, rounds: [], process: null, why: null }),
  );
  try {
    for (const entry of entries) {
      await attempt(entry, say, async () => {
        say(`starting ${nameOf(entry)}`);
        entry.process = await start(entry.contestant);
      });
    }
    for (let round = 0; round < rounds; round++) {
      for (const place of roundOrder(entries.length, round)) {
        const entry = entries[place]!;
        if (entry.why !== null) continue;
        await attempt(entry, say, async () => {
          const answer = await entry.process!.go();
          entry.rounds.push(answer);
          say(`round ${round + 1}, ${nameOf(entry)}: ${answer.seconds.toFixed(2)} s`);
        });
      }
    }
  } finally {
    await Promise.all(entries.map(({ process }) => process?.close()));
  }
  return entries.map(({ contestant, rounds: measured, process, why }) => ({
    contestant,
    outcome:
      why === null
        ? { state: "measured", versions: process!.ready.versions, rounds: measured }
        : { state: "failed", why },
  }));
}

async function attempt(entry: Entry, say: (line: string) => void, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    entry.why = error instanceof Error ? error.message : String(error);
    say(`${nameOf(entry)} could not run: ${entry.why}`);
  }
}

const nameOf = ({ contestant }: Entry) => `${contestant.peer} (${contestant.form})`;
