import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planStudy } from "../../src/plan-study.ts";
import type { Row } from "../../src/results/row.ts";
import { runStudy } from "../../src/run-study.ts";
import type { Study } from "../../src/study/schema.ts";
import { smallStudy } from "./small-study.ts";

describe("runStudy(study, options) with students that cannot be trained", () => {
  let folder: string;
  let study: Study;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-divergence-"));
    const small = await smallStudy(join(folder, "data"));
    study = { ...small, experiments: small.experiments.filter(({ name }) => name === "bars") };
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  function run(name: string, change: Study) {
    const folders = { resultsDir: join(folder, name), storeDir: join(folder, `${name}-store`) };
    const options = { command: "distilgrid run small.yaml", measuresCost: false, clock: () => 0 };
    return runStudy(change, { ...folders, ...options });
  }

  it("fails one whose loss is not finite alone, with epoch and step; the others of its stack have the bits they have without it", async () => {
    const [bars] = study.experiments;
    const hard = bars!.students.find(({ name }) => name === "hard")!;
    const absurd = { ...hard, name: "absurd", learningRate: 1e6 } as typeof hard;
    const widened = { ...study, experiments: [{ ...bars!, students: [absurd, ...bars!.students] }] };
    const [alone, together] = [await run("alone", study), await run("together", widened)];
    expect(together.state).toBe("failed-cells");
    const failed = together.rows.filter(({ state }) => state === "failed");
    expect(failed.map((row) => "arm" in row && `${row.arm} ${row.seed}`)).toEqual(["absurd 1", "absurd 2"]);
    // 400 training images in batches of 128: four steps an epoch, four epochs
    for (const row of failed) {
      expect((row as { error: string }).error).toMatch(
        /^The loss of student "absurd" \(sgd 1000000, seed [12]\) was not finite at epoch [1-4], step [1-4]\. Lower its `learningRate`/,
      );
    }
    const others = (rows: readonly Row[]) => rows.filter((row) => !("arm" in row) || row.arm !== "absurd");
    expect(others(together.rows)).toEqual(alone.rows);
    expect(await readFile(join(folder, "together", "small", "report.md"), "utf8")).toContain(
      "was not finite",
    );
  });

  it("fails one that no worker can hold before anything of it runs, with the numbers; the rest is done", async () => {
    const [bars] = study.experiments;
    const soft = bars!.students.find(({ name }) => name === "patient")!;
    const huge = { ...soft, name: "huge", hidden: [65_536, 65_536] } as typeof soft; // 4.3 billion weights, twelve times over: 206 GB
    const withHuge: Study = {
      ...study,
      experiments: [{ ...bars!, students: [huge, soft] }],
    };
    const { state, rows } = await run("huge", withHuge);
    expect(state).toBe("failed-cells");
    const [lost, done] = ["failed", "done"].map((wanted) =>
      rows.filter((row) => row.role === "student" && row.state === wanted),
    );
    expect(lost).toHaveLength(2);
    expect((lost![0] as { error: string }).error).toMatch(
      /^Student "huge" \(hidden 65536-65536\) needs about 20\d,\d{3} MB of memory, and the run may take [\d,]+ MB in all/,
    );
    expect(done).toHaveLength(2);
    const folders = { resultsDir: join(folder, "huge"), storeDir: join(folder, "huge-store") };
    const { lines: planned } = await planStudy(withHuge, folders);
    expect(planned.filter(({ role }) => role === "student").map(({ reason }) => reason)).toEqual([
      "too large",
      "too large",
      "cached",
      "cached",
    ]);
  });
});
