import { expect, test } from "vitest";
import { renderPeers } from "../../../bench/peers/render.ts";
import type { WorkResult } from "../../../bench/peers/results.ts";
import type { Work } from "../../../bench/peers/works.ts";
import { contestant, failed, measured } from "./results.ts";

const who = [contestant("ours"), contestant("JAX", "jit_a"), contestant("Keras")] as const;
const work: Work = {
  name: "teacher",
  title: "A teacher",
  description: "Its steps.",
  unit: "ms",
  scale: 1000,
  check: "accuracy",
  ourThreads: "cores",
  contestants: who,
  goals: [{ peer: "JAX", ratio: "ours / peer", atMost: 0.7 }],
  differences: ["Dropout."],
};
const result: WorkResult = {
  work: "teacher",
  date: "2026-01-02T03:04:05.000Z",
  machine: { cpu: "A chip", cores: 2, node: "20.1.0" },
  results: [
    measured(who[0], [1, 1, 2]),
    measured(who[1], [2, 2.4, 2]),
    failed(who[2], "No module named 'keras' (exit code 1)"),
  ],
};

test("renderPeers(works, measured) is one row a contestant: times, ratios of rounds, goal, check", () => {
  const rows = renderPeers([work], [result])
    .split("\n")
    .filter((line) => line.startsWith("|"));
  // A unit takes seconds / 8 * 1000 ms. JAX / ours: 2, 2.4, 1; ours / JAX: 0.5, 0.42, 1.
  expect(rows.slice(2)).toEqual([
    "| **ours** | plain | 125 | 125–250 | 3 | 1.00 | 1.00–1.00 | – | – | 0.250 |",
    "| **JAX** | jit\\_a | 250 | 250–300 | 3 | 2.00 | 1.00–2.40 | ours / peer ≤ 0.7 | yes (0.500) | 0.250 |",
    "| Keras | plain | – | – | – | – | – | could not run: No module named 'keras' (exit code 1) | – | – |",
  ]);
});

test("renderPeers(works, measured) has a column of leaves where a contestant tells them", () => {
  const [ours, jax] = [measured(who[0], [1, 1]), measured(who[1], [2, 2])];
  if (ours.outcome.state !== "measured") throw new Error("Expected rounds");
  const rounds = ours.outcome.rounds.map((round, i) => ({ ...round, leaves: 1233 + i }));
  const results = [{ ...ours, outcome: { ...ours.outcome, rounds } }, jax];
  const rows = renderPeers([work], [{ ...result, results }])
    .split("\n")
    .filter((line) => line.startsWith("|"));
  expect(rows[0]).toMatch(/ \| accuracy \| leaves \|$/);
  expect(rows[2]).toMatch(/ \| 1,234 \|$/); // of the last round
  expect(rows[3]).toMatch(/ \| – \|$/);
});

test("renderPeers(works, measured) names machine, day and versions, and says what differs", () => {
  const text = renderPeers([work], [result]);
  expect(text).toContain("A chip, 2 cores, Node 20.1.0, 2026-01-02; ours 1.0, JAX 1.0.");
  expect(text).toContain("## What differs");
  expect(text).toMatch(/### A teacher\n\n- Dropout\.\n$/);
});
