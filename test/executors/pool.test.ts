import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { poolExecutor } from "../../src/executors/pool.ts";
import type { Job, JobInputs } from "../../src/jobs/job.ts";

const worker = fileURLToPath(new URL("faulty-worker.mjs", import.meta.url));
const jobCalled = (id: string) => ({ id, kind: "describe-dataset", needs: [], makes: [] }) as unknown as Job;
const inputs = { teacherWeights: null, teacherLogits: null } as unknown as JobInputs;

describe("poolExecutor(storeDir, engine, workers)", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("a worker that dies fails its own job alone, round %i", async () => {
    const pool = poolExecutor("unused", { name: "portable", id: "test" }, 2, worker);
    try {
      const run = (id: string) => pool.run(jobCalled(id), inputs, () => undefined);
      const results = await Promise.allSettled(["good", "exit", "throw", "good", "exit", "good"].map(run));
      expect(results.map(({ status }) => status)).toEqual([
        "fulfilled",
        "rejected",
        "rejected",
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      expect((results[2] as PromiseRejectedResult).reason.message).toBe("thrown in the worker");
      await expect(run("good")).resolves.toEqual({ failures: [] });
    } finally {
      await pool.close();
    }
  });

  it("a worker that spins for ever is ended by the signal, and its place is free again", async () => {
    const pool = poolExecutor("unused", { name: "portable", id: "test" }, 1, worker);
    try {
      const controller = new AbortController();
      const spinning = pool.run(jobCalled("spin"), inputs, () => undefined, controller.signal);
      const waiting = pool.run(jobCalled("good"), inputs, () => undefined);
      setTimeout(() => controller.abort(), 200);
      await expect(spinning).rejects.toThrow(/abort/i);
      await expect(waiting).resolves.toEqual({ failures: [] });
    } finally {
      await pool.close();
    }
  });

  it("a worker that dies while it starts fails its job, and is not started again for ever", async () => {
    const dead = fileURLToPath(new URL("dead-worker.mjs", import.meta.url));
    const pool = poolExecutor("unused", { name: "portable", id: "test" }, 2, dead);
    try {
      const run = () => pool.run(jobCalled("good"), inputs, () => undefined);
      const results = await Promise.allSettled([run(), run(), run()]);
      for (const result of results) {
        expect((result as PromiseRejectedResult).reason.message).toBe("no engine here");
      }
    } finally {
      await pool.close();
    }
  });
});
