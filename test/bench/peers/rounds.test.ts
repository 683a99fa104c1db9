import { expect, test } from "vitest";
import type { ContestantProcess } from "../../../bench/peers/process.ts";
import { measureRounds } from "../../../bench/peers/rounds.ts";
import { contestant } from "./results.ts";

const ready = { ready: true, versions: { lib: "1" } } as const;

/** Contestants that note each call in `calls`; `a` cannot start, `b` dies in its second round. */
function fakes(calls: string[]) {
  return async ({ peer }: { readonly peer: string }): Promise<ContestantProcess> => {
    calls.push(`start ${peer}`);
    if (peer === "a") throw new Error("No module named 'a'");
    let rounds = 0;
    return {
      ready,
      async go() {
        calls.push(peer);
        if (peer === "b" && ++rounds === 2) throw new Error("it died");
        return { seconds: 1, units: 2, check: 3 };
      },
      async close() {
        calls.push(`close ${peer}`);
      },
    };
  };
}

test("measureRounds(contestants, ...) takes turns, in an order that moves from round to round", async () => {
  const calls: string[] = [];
  const results = await measureRounds(
    ["x", "y"].map((peer) => contestant(peer)),
    3,
    fakes(calls),
    () => undefined,
  );
  expect(calls).toEqual([..."start x,start y,x,y,y,x,x,y,close x,close y".split(",")]);
  expect(results.map(({ outcome }) => outcome.state === "measured" && outcome.rounds.length)).toEqual([3, 3]);
});

test("measureRounds(contestants, ...) goes on without one that cannot start or dies, and says why", async () => {
  const calls: string[] = [];
  const results = await measureRounds(
    ["a", "b", "c"].map((peer) => contestant(peer)),
    3,
    fakes(calls),
    () => undefined,
  );
  expect(results.map(({ outcome }) => outcome)).toEqual([
    { state: "failed", why: "No module named 'a'" },
    { state: "failed", why: "it died" },
    {
      state: "measured",
      versions: { lib: "1" },
      rounds: new Array(3).fill({ seconds: 1, units: 2, check: 3 }),
    },
  ]);
  expect(calls.filter((call) => call.startsWith("close"))).toEqual(["close b", "close c"]);
});
