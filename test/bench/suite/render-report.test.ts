import { describe, expect, it } from "vitest";
import type { WorkResult } from "../../../bench/peers/results.ts";
import { renderBenchReport } from "../../../bench/suite/render-report.ts";
import { contestant, measured } from "../peers/results.ts";
import { benchResult, native, variant } from "./result.ts";

const width = (at: number, name: string, medianMs: number) =>
  variant({ id: "width", name, per: "student-step", engine: "native", threads: 1, at }, medianMs);

const stackWidth = benchResult({
  name: "stack-width",
  question: "How wide?",
  engines: [native],
  rateOf: "student-step",
  variants: [width(1, "1 lane", 0.8), width(108, "108 lanes", 0.05)],
  skipped: [{ what: "the portable engine", why: "not today" }],
});

const nothing = { results: [], peers: [], ablation: { environment: null, timings: [] } };

describe("renderBenchReport({ results, peers, ablation })", () => {
  it("leads with the sentences, then has a table a question with unit, spread and n, and the figure in place", async () => {
    const { markdown, figures } = await renderBenchReport({ ...nothing, results: [stackWidth] });
    const lines = markdown.split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "# Benchmarks",
      "",
      "- Native engine: a student-step takes 800 µs alone and 50.0 µs in a stack of 108 (one thread): 16.0 times less.",
    ]);
    // MAD 0.5 % and percentiles 1 % to each side; 1000 / 0.8 and 1000 / 0.05 a second.
    const table = lines.slice(lines.indexOf("## How wide?") + 4);
    expect(table.slice(0, 4)).toEqual([
      "| Variant | Engine | Threads | Median | MAD | 10th–90th percentile | Unit | n | student-steps a second |",
      "| --- | --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |",
      "| 1 lane | native | 1 | 800 | 4.00 | 792–808 | µs a student-step | 9 | 1,250 |",
      "| 108 lanes | native | 1 | 50.0 | 0.25 | 49.5–50.5 | µs a student-step | 9 | 20,000 |",
    ]);
    expect(lines).toContain("Not measured: the portable engine (not today).");
    expect(lines).toContain(
      "- stack-width: Some CPU, 2 cores, 8 GiB, linux x64, Node 20.20.2, 2026-11-24, native: tfjs-node 4.22.0, TensorFlow 2.21.0",
    );
    expect(figures.map(({ name }) => name)).toEqual(["figures/stack-width.svg"]);
    expect(markdown).toContain("800 µs at 1 lane, 50.0 µs at 108 lanes](figures/stack-width.svg)");
  });

  it("leaves out columns that are empty, and figures without two points", async () => {
    const one = benchResult({ name: "workers", variants: [variant({ name: "one worker", at: 1 }, 2)] });
    const { markdown, figures } = await renderBenchReport({ ...nothing, results: [one] });
    expect(markdown).toContain("| Variant | Median | MAD | 10th–90th percentile | Unit | n |");
    expect(figures).toEqual([]);
  });

  // Ours 1 s for 8 steps, Keras 1.25 s: ours / Keras is 0.8, where at most 0.7 is asked; 0.8 misses 0.7 by 14 %.
  const teacherWork: WorkResult = {
    work: "teacher",
    date: "2026-11-24T12:00:00.000Z",
    machine: { cpu: "Some CPU", cores: 2, node: "20.20.2" },
    results: [measured(contestant("distilgrid"), [1]), measured(contestant("Keras fit"), [1.25])],
  };

  it("says which goals are met, by how much the others are missed, and where to read why", async () => {
    // 60,000 labels at 0.2 ms against 54,000 training images at 1 ms: 0.22; 1 worker against 2: 0.5 / 0.2 = 2.5
    const labels = benchResult({
      name: "label-production",
      variants: [
        variant({ id: "training", engine: "native" }, 1),
        variant({ id: "1-workers", engine: "native" }, 0.5),
        variant({ id: "2-workers", engine: "native" }, 0.2),
        variant({ id: "reading" }, 60),
      ],
    });
    const environment = { workers: 2, rows: 9, cachedRows: 0, wallMs: 500, cpu: "Some CPU", cores: 2 };
    const teacher = {
      job: "mnist/train-teacher/net",
      kind: "train-teacher",
      cells: 1,
      elapsedMs: 400,
    } as const;
    const ablation = { environment, timings: [teacher] };
    const { markdown } = await renderBenchReport({ results: [labels], peers: [teacherWork], ablation });
    expect(markdown).toContain(
      "| A convolutional teacher: time of ours / Keras fit | at most 0.7 | 0.80 | no, by 14 % |",
    );
    expect(markdown).toContain("parts of its MNIST teacher's 5 epochs | at most 1.35 | 1.25 | yes |"); // 500 / 400
    expect(markdown).toContain("parts of a teacher's epoch on 54,000 | at most 0.33 | 0.22 | yes |");
    expect(markdown).toContain("2 workers against 1 | at least 1.7 | 2.50 | yes |");
    expect(markdown).toContain("for a second study | at most 50 ms | 60.0 ms | no, by 20 % |");
    expect(markdown).toContain("docs/engine.md");
  });

  it("has columns of leaves and memory where there are trees, and their goals", async () => {
    const tree = (
      id: string,
      medianMs: number,
      leaves: number,
      more: { readonly peakBytes?: number } = {},
    ) => ({
      ...variant({ id, name: id, per: "tree" }, medianMs),
      leaves,
      ...more,
    });
    const growth = benchResult({
      name: "tree-growth",
      variants: [
        tree("hard", 1000, 3000, { peakBytes: 100e6 }),
        tree("soft", 4000, 30_000, { peakBytes: 700e6 }),
        tree("hard-limited", 500, 2000),
        tree("soft-limited", 600, 2500),
        tree("pair", 1100, 3000),
        tree("hard-depths", 1040, 3000),
        tree("soft-depths", 8000, 30_000),
        variant({ id: "sorting", name: "sorting", per: "tree" }, 300),
      ],
    });
    const { markdown } = await renderBenchReport({ ...nothing, results: [growth] });
    const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
    expect(rows).toContain("| soft | 4.00 | 0.02 | 3.96–4.04 | s a tree | 9 | 30,000 | 700 |");
    expect(rows).toContain("| hard-limited | 500 | 2.50 | 495–505 | ms a tree | 9 | 2,000 | – |");
    expect(rows).toContain("| sorting | 300 | 1.50 | 297–303 | ms a tree | 9 | – | – |");
    // 1100 / 1000, 600 / 500, 4000 / 1000 (misses 1.5 by 2.5 / 1.5), 1040 / 1000, 8000 / 4000 (1.05 by 0.95 / 1.05),
    // and the larger of the peaks (misses 600 by 1 / 6)
    expect(rows.slice(2, 8)).toEqual([
      "| Two trees at the same time on 2 workers, against one | at most 1.2 | 1.10 | yes |",
      "| A tree of maxDepth 12 on soft labels (2,500 leaves), against hard ones (2,000) | at most 1.5 | 1.20 | yes |",
      "| An unpruned tree on soft labels (30,000 leaves), against hard ones (3,000) | at most 1.5 | 4.00 | no, by 167 % |",
      "| Trees of every depth in one job, against the deepest alone, hard labels | at most 1.05 | 1.04 | yes |",
      "| Trees of every depth in one job, against the deepest alone, soft labels | at most 1.05 | 2.00 | no, by 90 % |",
      "| Memory of an unpruned tree above the data | at most 600 MB | 700 MB | no, by 17 % |",
    ]);
  });

  it("links the peers where they are, and says of a quick check that it is one", async () => {
    const quick = { ...stackWidth, isQuick: true };
    const { markdown } = await renderBenchReport({ ...nothing, results: [quick], peers: [teacherWork] });
    expect(markdown).toContain("](peers.md)");
    expect(markdown).toContain("A quick check");
    const plain = await renderBenchReport({ ...nothing, results: [stackWidth] });
    expect(plain.markdown).not.toMatch(/peers\.md|A quick check/);
  });

  it("draws an ideal line that ends rising at the number of cores", async () => {
    const worker = (at: number, medianMs: number) =>
      variant({ id: "workers", engine: "native", at }, medianMs);
    const workers = benchResult({
      name: "workers",
      engines: [native],
      variants: [worker(1, 0.05), worker(2, 0.03), worker(3, 0.03)],
    });
    const { figures, markdown } = await renderBenchReport({ ...nothing, results: [workers] });
    expect(figures[0]!.svg).toContain(">ideal<");
    expect(markdown).toContain("native engine 1: 20,000, 2: 33,333, 3: 33,333](figures/workers.svg)");
  });
});
