import { describe, expect, it } from "vitest";
import { withoutCopies } from "../../src/report/without-copies.ts";
import { givenResults, hard, soft } from "./given-results.ts";

describe("withoutCopies(arms)", () => {
  const students = [
    hard,
    soft,
    { ...soft, name: "soft again", baseline: "soft" },
    { ...soft, name: "softer", temperature: 9 },
  ];
  const names = (key: (arm: string) => string, isDone = true) =>
    withoutCopies(
      givenResults({
        students,
        cell: ({ arm }) => (isDone ? { key: key(arm).repeat(64) } : null),
      }).arms,
    ).map(({ spec }) => spec.name);

  it("leaves out an arm whose results are those of an arm before it", () => {
    const keys: Readonly<Record<string, string>> = { hard: "a", soft: "b", "soft again": "b", softer: "c" };
    expect(names((arm) => keys[arm]!)).toEqual(["hard", "soft", "softer"]);
  });

  it("keeps arms of which nothing is done", () => {
    expect(names(() => "a", false)).toHaveLength(4);
  });
});
