// Real workers that run out of heap, on the real pool.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coordinate } from "../../src/coordinator/coordinate.ts";
import type { StudyEvent } from "../../src/coordinator/events.ts";
import type { InputProvider } from "../../src/coordinator/inputs.ts";
import { poolExecutor } from "../../src/executors/pool.ts";
import type { Job } from "../../src/jobs/job.ts";

const worker = fileURLToPath(new URL("../executors/hungry-worker.mjs", import.meta.url));
const job = (id: string, needs: string[] = []) =>
  ({ id, kind: "grow-trees", needs, makes: [id] }) as unknown as Job;
const inputs = { inputsOf: async () => ({}), release: () => undefined } as unknown as InputProvider;

describe("coordinate(options) on a pool whose workers have a small heap", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-heap-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(jobs: readonly Job[]) {
    const log: string[] = [];
    const onEvent = (event: StudyEvent) => {
      if ("job" in event) log.push(`${event.type} ${event.job}`);
    };
    const engine = { name: "portable", id: "test" } as const;
    const executor = poolExecutor(folder, engine, 2, worker, { maxOldGenerationSizeMb: 16 });
    try {
      const { failures } = await coordinate({
        jobs,
        done: new Set(),
        rowKeys: jobs.flatMap(({ makes }) => makes),
        places: 2,
        memory: { limitBytes: 2e9, baseBytes: 0, peakBytes: () => null },
        placementOf: () => ({ executor, places: 1, bytes: 3e8 }),
        refused: new Map(),
        inputs,
        clock: () => 0,
        onEvent,
        signal: undefined,
      });
      return { log, failures };
    } finally {
      await executor.close();
    }
  }

  it("tries the job once alone, then fails it with the numbers; all others are done", async () => {
    const { log, failures } = await run([
      job("hungry"),
      job("a"),
      job("child", ["hungry"]),
      job("b"),
      job("c"),
    ]);
    expect([...failures.keys()]).toEqual(["hungry", "child"]);
    expect(failures.get("hungry")!.error).toMatch(
      /^The job ran out of memory, also when nothing else ran \(.*JS heap out of memory.*\)\. It was estimated at 0\.30 GB, the run may take 2\.00 GB/,
    );
    expect(log.filter((line) => line.endsWith("hungry"))).toEqual([
      "job-started hungry",
      "job-retried hungry",
      "job-started hungry",
      "job-failed hungry",
    ]);
    for (const id of ["a", "b", "c"]) expect(log).toContain(`job-done ${id}`);
  });

  it("a job that needs less when it is alone is done then", async () => {
    const once = `hungry once ${join(folder, "tried")}`;
    const { log, failures } = await run([job(once), job("a"), job("b")]);
    expect(failures.size).toBe(0);
    const alone = log.lastIndexOf(`job-started ${once}`);
    expect(log[alone + 1]).toBe(`job-done ${once}`);
  });
});
