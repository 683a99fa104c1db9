import { expect, test } from "vitest";
import { merged, type WorkResult } from "../../../bench/peers/results.ts";
import type { WorkName } from "../../../bench/peers/works.ts";

const result = (work: WorkName, date: string): WorkResult => ({
  work,
  date,
  machine: { cpu: "chip", cores: 2, node: "20" },
  results: [],
});

test("merged(old, measured, order) replaces what was measured again and keeps the rest", () => {
  const works = merged(
    [result("teacher", "old"), result("students", "old")],
    [result("teacher", "new")],
    ["students", "teacher", "labels"],
  );
  expect(works.map(({ work, date }) => `${work} ${date}`)).toEqual(["students old", "teacher new"]);
});
