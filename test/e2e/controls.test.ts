import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDifference } from "../../src/report/comparison.ts";
import type { StudentRow } from "../../src/results/row.ts";
import { type RunOptions, runStudy } from "../../src/run-study.ts";
import { parseStudyObject } from "../../src/study/parse.ts";

const network = { kind: "mlp", hidden: [32], batchSize: 32, epochs: 25, learningRate: 0.01 };
const student = { kind: "mlp", hidden: [6], batchSize: 32, epochs: 4, learningRate: 0.01 };
const softTree = { kind: "tree", labels: "soft", baseline: "hard tree" };

/** Every source of labels and every kind of teacher, on data where an unpruned tree gains from its teacher. */
const study = parseStudyObject({
  name: "controls",
  seeds: [1, 2, 3, 4, 5],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 500, validation: 300, test: 4000, noise: 0.32 },
      teachers: [
        { name: "network", ...network },
        { name: "untrained", ...network, epochs: 0 },
        { name: "assistant", ...network, hidden: [8], teacher: "network", temperature: 2 },
        { name: "two", kind: "ensemble", members: ["network", "assistant"] },
      ],
      students: [
        { name: "hard tree", kind: "tree", labels: "hard", teacher: "network" },
        { name: "soft tree", ...softTree, teacher: "network" },
        { name: "ensemble", ...softTree, teacher: "two" },
        { name: "permuted", ...softTree, teacher: "network", labels: "permuted", control: true },
        { name: "untrained teacher", ...softTree, teacher: "untrained", control: true },
        { name: "top class", ...softTree, teacher: "network", labels: "argmax", control: true },
        {
          name: "few rows",
          ...student,
          labels: "soft",
          teacher: "assistant",
          grid: { trainFraction: [0.1, 0.5], labelNoise: [0, 0.2] },
          tune: { learningRate: [0.003, 0.03] },
          alpha: 0.5,
          skip: [{ trainFraction: 0.1, labelNoise: 0.2 }],
        },
      ],
    },
  ],
});

describe("runStudy(study, options) with controls", () => {
  let folder: string;
  let rows: readonly StudentRow[];
  const run = (name: string, options: Partial<RunOptions>) =>
    runStudy(study, {
      resultsDir: join(folder, name),
      storeDir: join(folder, `${name}-store`),
      command: "distilgrid run controls.yaml",
      clock: () => 0,
      ...options,
    });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-controls-"));
    const outcome = await run("one", { workers: 1 });
    expect(outcome.state).toBe("done");
    rows = outcome.rows.filter((row) => row.role === "student" && row.state === "done") as StudentRow[];
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const ofArm = (name: string) => rows.filter(({ arm }) => arm === name);
  const gainOf = (name: string) => seedDifference(ofArm(name), ofArm("hard tree"));

  it("soft labels gain where they are those of the sample: of a network, and of an ensemble", () => {
    expect(gainOf("soft tree").low).toBeGreaterThan(0);
    expect(gainOf("ensemble").low).toBeGreaterThan(0);
  });

  it("permuted soft labels and an untrained teacher gain nothing", () => {
    for (const control of ["permuted", "untrained teacher"]) {
      expect(gainOf(control).n).toBe(5);
      expect(gainOf(control).high).toBeLessThan(0);
    }
  });

  it("trains what grid and tuned axes give, without what is skipped", () => {
    expect(ofArm("few rows")).toHaveLength(5 * 3 * 2);
    expect(
      ofArm("few rows").filter(({ variant }) => variant.trainFraction === 0.1 && variant.labelNoise === 0.2),
    ).toEqual([]);
  });

  it("gives the same bytes with 3 workers", async () => {
    await run("three", { workers: 3 });
    for (const file of ["results.jsonl", "report.md", "study.yaml"]) {
      const [one, three] = await Promise.all(
        ["one", "three"].map((name) => readFile(join(folder, name, "controls", file), "utf8")),
      );
      expect(one!.length).toBeGreaterThan(100);
      expect(three).toBe(one);
    }
  }, 120_000);
});
