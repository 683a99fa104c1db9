import { describe, expect, it } from "vitest";
import { sentences } from "../../../bench/suite/sentences.ts";
import { benchResult, native, variant } from "./result.ts";

describe("sentences(result)", () => {
  const pair = (sideBySideMs: number, spread?: number) =>
    benchResult({
      name: "teacher-step",
      engines: [native],
      variants: [
        variant({ id: "alone", engine: "native", threads: 1 }, 200),
        variant({ id: "2-threads", engine: "native", threads: 2 }, 120),
        variant({ id: "side-by-side", engine: "native", threads: 1 }, sideBySideMs, spread),
      ],
    });

  it("gives the ratio of medians where the ranges of two variants do not meet", () => {
    expect(sentences(pair(100))).toEqual([
      "Native engine: two teachers side by side, one thread each, take 100 ms of the machine a step, one teacher with " +
        "2 threads 120 ms: 1.20 times as fast side by side.",
    ]);
  });

  it("finds no clear difference where they do: 100 ± 30 % reaches over 120", () => {
    expect(sentences(pair(100, 0.3))[0]).toMatch(/: no clear difference\.$/);
  });

  it("says it the other way round where the second is the faster one", () => {
    expect(sentences(pair(240))[0]).toMatch(/: 2\.00 times as slow side by side\.$/);
  });

  it("compares one worker with as many as there are cores, not with the fastest", () => {
    const worker = (at: number, medianMs: number) =>
      variant({ id: "workers", engine: "native", at }, medianMs);
    const result = benchResult({
      name: "workers",
      engines: [native],
      variants: [worker(1, 0.05), worker(2, 0.025), worker(3, 0.0251), worker(4, 0.04)],
    });
    expect(sentences(result)).toEqual([
      "Native engine: 2 workers on 2 cores do 40,000 student-steps a second, 2.00 times what one does. More workers than " +
        "cores make no clear difference.",
    ]);
  });

  const tree = (id: string, medianMs: number, leaves: number) => ({ ...variant({ id }, medianMs), leaves });
  const trees = [tree("hard", 1000, 3000), tree("soft", 4000, 30_000)];

  it("tells what a tree costs with its leaves, and what comes beside it as ratios to it", () => {
    const others = [
      tree("pair", 1100, 3000),
      tree("hard-depths", 1500, 3000),
      tree("soft-depths", 8000, 30_000),
    ];
    expect(sentences(benchResult({ name: "tree-growth", variants: [...trees, ...others] }))).toEqual([
      "An unpruned tree on MNIST takes 1.00 s on hard labels (3,000 leaves) and 4.00 s on soft ones (30,000 leaves).",
      "Two trees on hard labels at the same time take 1.10 times as long as one; trees of every depth in one job 1.50 times " +
        "as long as the deepest alone, on soft labels 2.00 times.",
    ]);
    expect(sentences(benchResult({ name: "tree-growth", variants: trees }))).toHaveLength(1);
  });

  it("is empty where a variant of the rule was not measured", () => {
    expect(
      sentences(benchResult({ name: "dataset-sharing", variants: [variant({ id: "shared" }, 1)] })),
    ).toEqual([]);
  });
});
