import { describe, expect, it } from "vitest";
import { coordinate, type JobLimits } from "../../src/coordinator/coordinate.ts";
import { studyEventSchema } from "../../src/coordinator/event-schema.ts";
import type { StudyEvent } from "../../src/coordinator/events.ts";
import type { InputProvider } from "../../src/coordinator/inputs.ts";
import type { Executor } from "../../src/executors/executor.ts";
import type { Job, JobResult } from "../../src/jobs/job.ts";

/** A job that makes a key of its own name. */
const job = (id: string, needs: string[] = []) =>
  ({ id, kind: "grow-trees", needs, makes: [id] }) as unknown as Job;

const inputs = {
  inputsOf: async () => ({}),
  release: () => undefined,
} as unknown as InputProvider;

interface Scenario {
  readonly jobs: Job[];
  readonly done?: string[];
  readonly places?: number;
  readonly placesOf?: (job: Job) => number;
  readonly limitBytes?: number;
  readonly bytesOf?: (job: Job) => number;
  readonly refused?: ReadonlyMap<Job, string>;
  readonly clock?: () => number;
  readonly signal?: AbortSignal;
  readonly limits?: JobLimits;
  readonly perform?: (job: Job, signal?: AbortSignal) => Promise<JobResult> | JobResult;
}

async function play(scenario: Scenario) {
  const log: string[] = [];
  const events: StudyEvent[] = [];
  let now = 0;
  const executor: Executor = {
    async run(current, _inputs, _onProgress, signal) {
      log.push(`+${current.id}`);
      const result = await (scenario.perform?.(current, signal) ?? { failures: [] });
      log.push(`-${current.id}`);
      return result;
    },
    close: async () => undefined,
  };
  const outcome = await coordinate({
    jobs: scenario.jobs,
    done: new Set(scenario.done),
    rowKeys: scenario.jobs.flatMap(({ makes }) => makes),
    places: scenario.places ?? 1,
    memory: { limitBytes: scenario.limitBytes ?? 1e9, baseBytes: 0, peakBytes: () => 1.5e9 },
    placementOf: (current) => ({
      executor,
      places: scenario.placesOf?.(current) ?? 1,
      bytes: scenario.bytesOf?.(current) ?? 0,
    }),
    refused: scenario.refused ?? new Map(),
    inputs,
    clock: scenario.clock ?? (() => now++),
    onEvent: (event) => void events.push(event),
    signal: scenario.signal,
    ...(scenario.limits && { limits: scenario.limits }),
  });
  return { log, events, ...outcome };
}

describe("coordinate(options)", () => {
  it("starts a job when what it needs is done, in the given order where several are ready", async () => {
    const { log } = await play({
      jobs: [job("c", ["a", "b"]), job("b"), job("a", ["b"]), job("d", ["old"])],
      done: ["old"],
    });
    expect(log).toEqual(["+b", "-b", "+a", "-a", "+c", "-c", "+d", "-d"]);
  });

  it("fills all places, and lets nobody overtake a job that needs them all", async () => {
    const release: (() => void)[] = [];
    const hold = () =>
      new Promise<JobResult>((resolve) => void release.push(() => resolve({ failures: [] })));
    const playing = play({
      jobs: [job("a"), job("wide"), job("b")],
      places: 2,
      placesOf: ({ id }) => (id === "wide" ? 2 : 1),
      perform: hold,
    });
    while (release.length < 1) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(release.length).toBe(1); // b would fit beside a, but must not overtake
    for (let i = 0; i < 3; i++) {
      while (release.length <= i) await new Promise(setImmediate);
      release[i]!();
    }
    expect((await playing).log).toEqual(["+a", "-a", "+wide", "-wide", "+b", "-b"]);
  });

  it("starts a job only when its memory fits beside that of the running ones, and lets nobody overtake it", async () => {
    const release = new Map<string, () => void>();
    const playing = play({
      jobs: [job("a"), job("large"), job("small"), job("b")],
      places: 4,
      limitBytes: 10,
      bytesOf: ({ id }) => ({ a: 6, large: 8, small: 1, b: 2 })[id]!,
      perform: ({ id }) => new Promise((resolve) => void release.set(id, () => resolve({ failures: [] }))),
    });
    const started = async (...ids: string[]) => {
      while (!ids.every((id) => release.has(id))) await new Promise(setImmediate);
      await new Promise(setImmediate);
      return [...release.keys()];
    };
    expect(await started("a")).toEqual(["a"]); // 6 + 8 > 10; small would fit beside a
    release.get("a")!();
    expect(await started("large", "small")).toEqual(["a", "large", "small"]); // 8 + 1, and b would make 11
    release.get("small")!();
    expect(await started("b")).toEqual(["a", "large", "small", "b"]); // 8 + 2
    release.get("large")!();
    release.get("b")!();
    expect((await playing).failures.size).toBe(0);
  });

  it("runs a job alone that is larger than what is left of the memory", async () => {
    const { log } = await play({
      jobs: [job("larger"), job("a"), job("b")],
      places: 3,
      limitBytes: 10,
      bytesOf: ({ id }) => (id === "larger" ? 11 : 0),
      perform: async () => {
        await new Promise(setImmediate);
        return { failures: [] };
      },
    });
    expect(log).toEqual(["+larger", "-larger", "+a", "+b", "-a", "-b"]);
  });

  it("fails a job that is refused before it starts, and what depends on it; the rest goes on", async () => {
    const [huge, other] = [job("huge"), job("other")];
    const { log, failures, left } = await play({
      jobs: [huge, job("child", ["huge"]), other],
      refused: new Map([[huge, "too large"]]),
    });
    expect([log, left]).toEqual([["+other", "-other"], 0]);
    expect(failures.get("huge")!.error).toBe("too large");
    expect(failures.get("child")!.error).toBe("huge failed, which this needs: too large");
  });

  it("tries a job once more that died of memory, with nothing beside it, and then fails it with the numbers", async () => {
    const outOfHeap = Object.assign(new Error("JS heap out of memory"), { code: "ERR_WORKER_OUT_OF_MEMORY" });
    const slow = async () => {
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      return { failures: [] };
    };
    const scenario = { jobs: [job("hungry"), job("a"), job("b"), job("c")], places: 2, bytesOf: () => 4e8 };
    const unlucky = await play({
      ...scenario,
      perform: ({ id }) => {
        if (id === "hungry") throw outOfHeap;
        return slow();
      },
    });
    expect(unlucky.log).toEqual(["+hungry", "+a", "-a", "+hungry", "+b", "+c", "-b", "-c"]);
    expect(unlucky.failures.get("hungry")!.error).toMatch(
      /^The job ran out of memory, also when nothing else ran \(JS heap out of memory\)\. It was estimated at 0\.40 GB, the run may take 1\.00 GB \(--memory\)\./,
    );
    // What was measured is not in the row, or the results of two equal runs would differ.
    expect(unlucky.failures.get("hungry")!.error).not.toContain("1.50 GB");
    const failedEvent = unlucky.events.find(({ type }) => type === "job-failed");
    expect(failedEvent).toMatchObject({
      error: expect.stringMatching(/ The whole run took 1\.50 GB at its peak\.$/),
    });
    let deaths = 0;
    const lucky = await play({
      ...scenario,
      limits: { retries: 0 },
      perform: ({ id }) => {
        if (id === "hungry" && deaths++ === 0) throw outOfHeap;
        return slow();
      },
    });
    expect(lucky.log).toEqual(["+hungry", "+a", "-a", "+hungry", "-hungry", "+b", "+c", "-b", "-c"]);
    expect(lucky.failures.size).toBe(0);
    const retried = lucky.events.filter(({ type }) => type === "job-retried");
    expect(retried).toMatchObject([{ job: "hungry", error: expect.stringContaining("nothing beside it") }]);
  });

  it("tells times that are numbers and never negative, whatever the clock does", async () => {
    const readings = [5000, 1e12, -1e12, Number.NaN, 0, 7, Number.POSITIVE_INFINITY, 3, 10, -5];
    let reading = 0;
    const { timings, events } = await play({
      jobs: ["a", "b", "c", "d", "e", "f"].map((id) => job(id)),
      clock: () => readings[reading++ % readings.length]!,
    });
    expect(reading).toBeGreaterThan(readings.length);
    expect(timings).toHaveLength(6);
    for (const { elapsedMs } of timings) expect(elapsedMs).toBeGreaterThanOrEqual(0); // NaN is not
    for (const event of events) expect(() => studyEventSchema.parse(event)).not.toThrow();
  });

  it("a job that throws fails itself and all that depends on it; the rest goes on", async () => {
    const { log, failures, events } = await play({
      jobs: [job("bad"), job("child", ["bad"]), job("grandchild", ["child"]), job("other")],
      perform: ({ id }) => {
        if (id === "bad") throw new Error("no luck");
        return { failures: [] };
      },
    });
    expect(log).toEqual(["+bad", "+other", "-other"]);
    expect([...failures.keys()].sort()).toEqual(["bad", "child", "grandchild"]);
    expect(failures.get("child")!.error).toBe("bad failed, which this needs: no luck");
    expect(events.filter(({ type }) => type === "job-failed")).toHaveLength(3);
  });

  it("a job can lose one of its keys and keep the others", async () => {
    const both = { ...job("stack"), makes: ["x", "y"] } as Job;
    const { failures, log } = await play({
      jobs: [both, job("needs x", ["x"]), job("needs y", ["y"])],
      perform: ({ id }) => ({
        failures: id === "stack" ? [{ key: "x", error: "diverged", stack: null }] : [],
      }),
    });
    expect([...failures.keys()].sort()).toEqual(["needs x", "x"]);
    expect(log).toContain("-needs y");
  });

  it("starts nothing new once the signal is aborted, and says how many jobs are left", async () => {
    const controller = new AbortController();
    const { log, left, events } = await play({
      jobs: [job("a"), job("b"), job("c")],
      signal: controller.signal,
      perform: () => {
        controller.abort();
        return { failures: [] };
      },
    });
    expect(log).toEqual(["+a", "-a"]);
    expect(left).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: "job-done", doneRows: 1, totalRows: 3 });
  });

  it("starts nothing new once as many jobs have failed as may; those that only needed one do not count", async () => {
    const { log, left, failures } = await play({
      jobs: [job("bad"), job("child", ["bad"]), job("good"), job("worse"), job("never")],
      limits: { maxFailures: 2 },
      perform: ({ id }) => {
        if (id === "bad" || id === "worse") throw new Error("no luck");
        return { failures: [] };
      },
    });
    expect(log).toEqual(["+bad", "+good", "-good", "+worse"]);
    expect([left, [...failures.keys()].sort()]).toEqual([1, ["bad", "child", "worse"]]);
  });

  it("tries a job again that throws, so often and no more, and tells each time", async () => {
    const throwing = (times: number) => {
      let thrown = 0;
      return () => {
        if (thrown++ < times) throw new Error(`worker died ${thrown}`);
        return { failures: [] };
      };
    };
    const limits = { retries: 2 };
    const lucky = await play({ jobs: [job("a"), job("b", ["a"])], limits, perform: throwing(2) });
    expect([lucky.failures.size, lucky.left]).toEqual([0, 0]);
    const retried = lucky.events.filter(({ type }) => type === "job-retried");
    expect(
      retried.map((event) => "error" in event && [event.error, "retry" in event && event.retry]),
    ).toEqual([
      ["worker died 1", 1],
      ["worker died 2", 2],
    ]);
    const unlucky = await play({ jobs: [job("a"), job("b", ["a"])], limits, perform: throwing(3) });
    expect(unlucky.log).toEqual(["+a", "+a", "+a"]);
    expect(unlucky.failures.get("a")!.error).toBe("worker died 3");
  });

  it("does not try a cell again that fails by its own numbers", async () => {
    const { log, failures } = await play({
      jobs: [job("a")],
      limits: { retries: 5 },
      perform: () => ({ failures: [{ key: "a", error: "not finite", stack: null }] }),
    });
    expect([log, failures.size]).toEqual([["+a", "-a"], 1]);
  });

  it("ends a job that takes longer than it may, says so, does not try it again, and goes on", async () => {
    const { log, failures } = await play({
      jobs: [job("endless"), job("good")],
      limits: { jobTimeoutMs: 20, retries: 3 },
      perform: ({ id }, signal) =>
        id === "good"
          ? { failures: [] }
          : new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason))),
    });
    expect(log).toEqual(["+endless", "+good", "-good"]);
    expect(failures.get("endless")!.error).toBe(
      "The job was ended after 0.02 s, the limit of --job-timeout. Raise it if the job should take as long.",
    );
  });

  it("throws for jobs that wait for what nobody makes", async () => {
    await expect(play({ jobs: [job("a", ["nothing"])] })).rejects.toThrow("wait for what nobody makes: a");
  });
});
