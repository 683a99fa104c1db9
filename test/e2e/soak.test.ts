// A thousand cells, each a job of its own, on the real pool: what a cell leaves behind would add up.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quantile } from "../../src/numeric/quantile.ts";
import { runStudy } from "../../src/run-study.ts";
import { parseStudyObject } from "../../src/study/parse.ts";

const count = (n: number, first = 1) => Array.from({ length: n }, (_, i) => first + i);

/** Sizes of leaves and temperatures make growths, sizes of batches make stacks: nothing is worked off together. */
const study = parseStudyObject({
  name: "soak",
  seeds: count(10),
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 60, validation: 30, test: 30, noise: 0.3 },
      teachers: [{ name: "network", kind: "mlp", hidden: [4], epochs: 2, learningRate: 0.01 }],
      students: [
        { name: "hard tree", kind: "tree", labels: "hard", grid: { minSamplesLeaf: count(30) } },
        {
          name: "soft tree",
          kind: "tree",
          labels: "soft",
          baseline: "hard tree",
          grid: { minSamplesLeaf: count(15), temperature: [1, 2] },
        },
        {
          name: "network",
          kind: "mlp",
          labels: "soft",
          epochs: 1,
          hidden: [3],
          grid: { batchSize: count(40, 8) },
        },
      ],
    },
  ],
});
const cells = 1000;

/** As many bytes a cell, with what an allocator and a collector do by chance: 32 kB left behind by each would be seen. */
const mostGrowth = 16e6;

describe("runStudy(study, options) with 1,000 small cells", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-soak-"));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  it("ends with the memory that it had in the middle", async () => {
    const residentBytes: number[] = [];
    const { state } = await runStudy(study, {
      resultsDir: join(folder, "results"),
      storeDir: join(folder, "store"),
      engine: "portable",
      workers: 2,
      measuresCost: false,
      onEvent(event) {
        const isCell = event.type === "job-done" && ["train-stack", "grow-trees"].includes(event.kind);
        if (isCell) residentBytes.push(process.memoryUsage.rss());
      },
    });
    expect([state, residentBytes.length]).toEqual(["done", cells]);
    const middle = quantile(residentBytes.slice(400, 500), 0.5);
    const end = quantile(residentBytes.slice(-100), 0.5);
    console.log(
      `soak: ${cells} cells; resident memory ${megabytes(middle)} after 400 to 500, ${megabytes(end)} after 900 to 1,000`,
    );
    expect(end - middle).toBeLessThan(mostGrowth);
  }, 240_000);
});

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
