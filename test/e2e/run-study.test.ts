import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StudyEvent } from "../../src/coordinator/events.ts";
import type { StudentRow } from "../../src/results/row.ts";
import { type RunOptions, runStudy } from "../../src/run-study.ts";
import type { Study } from "../../src/study/schema.ts";
import { engineNames } from "../engines.ts";
import { smallStudy } from "./small-study.ts";

// The real pool and the real process of a teacher; they run the built workers, which `npm test` makes first.
describe("runStudy(study, options)", () => {
  let folder: string;
  let study: Study;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-run-"));
    study = await smallStudy(join(folder, "data"));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  function run(name: string, options: Partial<RunOptions> = {}) {
    return runStudy(study, {
      resultsDir: join(folder, name, "results"),
      storeDir: join(folder, name, "store"),
      command: "distilgrid run small.yaml",
      measuresCost: false, // takes seconds
      clock: () => 0,
      ...options,
    });
  }

  const resultFile = (name: string, file: string) =>
    readFile(join(folder, name, "results", "small", file), "utf8");

  it.each(engineNames)("gives the same bytes with 1, 2, 3 and 8 workers on %s", async (engine) => {
    const name = (workers: number) =>
      engine === engineNames[0] ? `workers-${workers}` : `${engine}-${workers}`;
    const stacks: number[] = [];
    let shortOfMemory = 0;
    for (const workers of [1, 2, 3, 8]) {
      let count = 0;
      const onEvent = (event: StudyEvent) => {
        if (event.type === "job-started" && event.kind === "train-stack") count++;
        if (event.type === "memory-short") shortOfMemory++;
      };
      // With three workers memory is so short that jobs wait for each other.
      const memory = workers === 3 ? { memoryBytes: 450e6 } : {};
      expect((await run(name(workers), { workers, engine, onEvent, ...memory })).state).toBe("done");
      stacks.push(count);
    }
    expect(shortOfMemory).toBe(1);
    expect(stacks[0]).toBe(6); // two seeds, two budgets and soft decision trees
    expect(stacks[3]).toBeGreaterThan(6); // eight workers cut the stacks otherwise
    for (const file of ["results.jsonl", "results.csv", "report.md", "report.html", "study.yaml"]) {
      const first = await resultFile(name(1), file);
      expect(first.length).toBeGreaterThan(100);
      for (const workers of [2, 3, 8]) expect(await resultFile(name(workers), file)).toBe(first);
    }
  });

  it("draws the same figures with 1 and 3 workers", async () => {
    const figures = await readdir(join(folder, "workers-1", "results", "small", "figures"));
    expect(figures.length).toBeGreaterThan(2);
    for (const figure of figures) {
      const first = await resultFile("workers-1", join("figures", figure));
      expect(await resultFile("workers-3", join("figures", figure))).toBe(first);
    }
  });

  it("does nothing the second time, and makes again exactly what was damaged", async () => {
    await run("again");
    const before = await resultFile("again", "results.jsonl");
    const jobs: string[] = [];
    const onEvent = (event: StudyEvent) => {
      if (event.type === "job-started") jobs.push(event.kind);
    };
    await run("again", { onEvent });
    expect(jobs).toEqual([]);
    const rows = before
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as StudentRow);
    const { key } = rows.find(({ role, arm }) => role === "student" && arm === "hard")!;
    await truncate(join(folder, "again", "store", "objects", key.slice(0, 2), key, "weights.bin"), 100);
    await run("again", { onEvent });
    expect(jobs).toEqual(["train-stack"]);
    expect(await resultFile("again", "results.jsonl")).toBe(before);
  });

  it("measures the time of predictions where it is not known, and changes nothing but cost.md and timings.jsonl", async () => {
    const before = await resultFile("again", "report.md");
    const measured: number[] = [];
    const onEvent = (event: StudyEvent) => {
      if (event.type === "measuring-cost") measured.push(event.architectures);
    };
    await run("again", { measuresCost: true, onEvent });
    await run("again", { measuresCost: true, onEvent });
    expect(measured).toHaveLength(1);
    const lines = (await resultFile("again", "timings.jsonl")).match(/"kind":"measure-cost"/g)!;
    expect(lines.length).toBeGreaterThanOrEqual(measured[0]!);
    expect(await resultFile("again", "cost.md")).toContain("portable");
    expect(await resultFile("again", "report.md")).toBe(before);
  });

  it("stops after the running jobs when its signal is aborted, and continues to the undisturbed result", async () => {
    const controller = new AbortController();
    const stopped = await run("stopped", {
      workers: 1,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "job-done" && event.kind === "label-shard") controller.abort();
      },
    });
    expect(stopped).toMatchObject({ state: "interrupted", resultsFolder: null });
    const continued = await run("stopped", { workers: 2 });
    expect(continued.state).toBe("done");
    expect(await resultFile("stopped", "results.jsonl")).toBe(await resultFile("workers-1", "results.jsonl"));
  });

  it("a teacher's process that is killed, as by a system without memory, is tried once alone", async () => {
    const log: string[] = [];
    const onEvent = (event: StudyEvent) => {
      const { type } = event;
      if (type === "job-started" || type === "job-done" || type === "job-retried")
        log.push(`${type} ${event.job}`);
      if (log.length === 1) killTeacherProcess();
    };
    expect((await run("killed once", { onEvent })).state).toBe("done");
    const [teacher, again] = [
      "bars/train-teacher/conv",
      log.findIndex((line) => line.startsWith("job-retried")),
    ];
    expect([log[0], log[again]]).toEqual([`job-started ${teacher}`, `job-retried ${teacher}`]);
    const alone = log.indexOf(`job-started ${teacher}`, again);
    expect(log[alone + 1]).toBe(`job-done ${teacher}`);
    const ended = new Set(log.slice(0, alone).filter((line) => line.startsWith("job-done")));
    for (const line of log.slice(1, alone)) {
      if (line.startsWith("job-started")) expect(ended).toContain(line.replace("started", "done"));
    }
    expect(await resultFile("killed once", "results.jsonl")).toBe(
      await resultFile("workers-1", "results.jsonl"),
    );
  });

  it("a teacher's process that is killed each time becomes failed rows; the rest is done, and the next run makes up for it", async () => {
    const killed = await run("killed", {
      onEvent: (event) => {
        if (event.type === "job-started" && event.job === "bars/train-teacher/conv") killTeacherProcess();
      },
    });
    expect(killed.state).toBe("failed-cells");
    const failed = killed.rows.filter(({ state }) => state === "failed");
    expect(new Set(failed.map(({ experiment }) => experiment))).toEqual(new Set(["bars"]));
    expect(failed.map(({ role }) => role)).toContain("student");
    expect(killed.rows.filter(({ role, state }) => role === "student" && state === "done")).toHaveLength(10);
    expect(await resultFile("killed", "report.md")).toContain("SIGKILL");
    expect((await run("killed")).state).toBe("done");
    expect(await resultFile("killed", "results.jsonl")).toBe(await resultFile("workers-1", "results.jsonl"));
  });
});

/** As soon as it is there: it takes longer to load the engine than this takes to find it. */
function killTeacherProcess(): void {
  const found = spawnSync("pgrep", ["-P", String(process.pid), "-f", "workers/process.js"], {
    encoding: "utf8",
  });
  const pid = Number(found.stdout.split("\n")[0]);
  if (pid > 0) process.kill(pid, "SIGKILL");
  else setTimeout(killTeacherProcess, 10);
}
