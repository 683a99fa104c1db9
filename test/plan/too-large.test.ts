import { describe, expect, it } from "vitest";
import type { Job } from "../../src/jobs/job.ts";
import { addedBytes, baseBytes, memoryBinds } from "../../src/plan/run-memory.ts";
import { tooLargeJobs } from "../../src/plan/too-large.ts";

const stack = (spec: object) => ({ kind: "train-stack", cells: [{ spec }] }) as unknown as Job;

describe("tooLargeJobs(jobs, bytesOf, limitBytes)", () => {
  it("names those above the limit with the numbers, each in the words of its kind", () => {
    const small = stack({ kind: "mlp", name: "small", hidden: [10] });
    const network = stack({ kind: "mlp", name: "wide", hidden: [800, 800] });
    const softTree = stack({ kind: "soft-tree", name: "deep", depth: 10 });
    const teacher = { kind: "train-teacher", spec: { name: "conv" } } as unknown as Job;
    const bytes = new Map([
      [small, 19e6],
      [network, 32e6],
      [softTree, 1234e6],
      [teacher, 21e6],
    ]);
    const found = tooLargeJobs([...bytes.keys()], (job) => bytes.get(job)!, 20e6);
    expect([...found.keys()]).toEqual([network, softTree, teacher]);
    expect(found.get(network)).toBe(
      'Student "wide" (hidden 800-800) needs about 32 MB of memory, and the run may take 20 MB in all (--memory). ' +
        "Use fewer units, or a smaller batch, or a machine with more memory.",
    );
    expect(found.get(softTree)).toMatch(/^Student "deep" \(depth 10\) needs about 1,234 MB/);
    expect(found.get(teacher)).toMatch(/^Teacher "conv" needs about 21 MB/);
  });
});

describe("memoryBinds(bytes, workers, freeBytes)", () => {
  it("holds the largest jobs against what is free, as many as there are workers", () => {
    expect(memoryBinds([1, 5, 4, 2], 2, 9)).toBe(false);
    expect(memoryBinds([1, 5, 4, 2], 2, 8.9)).toBe(true);
    expect(memoryBinds([1, 5, 4, 2], 3, 10.9)).toBe(true);
    expect(memoryBinds([], 3, 0)).toBe(false);
  });
});

describe("baseBytes(held), addedBytes(job, bytes, engine, dataBytes)", () => {
  it("data count once for the run, and once more in a process of its own, which has its engine too", () => {
    const held = { engine: "portable", workers: 2, dataBytes: 0 } as const;
    expect(baseBytes({ ...held, dataBytes: 7 }) - baseBytes(held)).toBe(7);
    const inPool = { kind: "train-teacher", spec: { kind: "mlp", dropout: 0, jitter: 0 } } as unknown as Job;
    const alone = { kind: "train-teacher", spec: { kind: "conv", threads: 2 } } as unknown as Job;
    expect(addedBytes(inPool, 100, "native", 7)).toBe(100);
    const added = addedBytes(alone, 100, "native", 7) - addedBytes(alone, 0, "native", 0);
    expect(added).toBe(107);
    expect(addedBytes(alone, 100, "native", 7)).toBeGreaterThan(300e6);
  });
});
