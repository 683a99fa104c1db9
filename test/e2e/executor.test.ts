// A study by an executor of the caller's own, in place of the pool.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  inlineExecutor,
  type OpenExecutor,
  parseStudyObject,
  runStudy,
  type StudyEvent,
} from "../../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-executor-"));
});
afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

const study = parseStudyObject({
  name: "small",
  seeds: [1],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 100, validation: 50, test: 50, noise: 0.2 },
      teachers: [{ name: "network", kind: "mlp", hidden: [8], epochs: 3 }],
      students: [
        { name: "tree", kind: "tree", labels: "soft" },
        { name: "student", kind: "mlp", labels: "soft", hidden: [4], epochs: 3 },
      ],
    },
  ],
});

async function run(name: string, executor?: OpenExecutor) {
  const events: StudyEvent[] = [];
  const { state } = await runStudy(study, {
    resultsDir: join(folder, name),
    storeDir: join(folder, `${name}-store`),
    engine: "portable",
    measuresCost: false,
    onEvent: (event) => events.push(event),
    ...(executor && { executor }),
  });
  const read = (file: string) => readFile(join(folder, name, "small", file), "utf8");
  return { state, events, rows: await read("results.jsonl"), report: await read("report.md") };
}

it("runStudy(study, { executor }) hands it every job but those of a moment, closes it, and ends with the same bytes", async () => {
  const jobs: string[] = [];
  let isClosed = false;
  const inline = await run("inline", (place) => {
    const executor = inlineExecutor(place);
    return {
      run: (job, ...rest) => {
        jobs.push(job.kind);
        return executor.run(job, ...rest);
      },
      close: async () => {
        isClosed = true;
      },
    };
  });
  expect([inline.state, isClosed]).toEqual(["done", true]);
  expect(jobs.sort()).toEqual(["grow-trees", "label-shard", "train-stack", "train-teacher"]);
  expect(inline.events.map(({ type }) => type)).toContain("job-progress");
  expect([inline.events[0]!.type, inline.events.at(-1)!.type]).toEqual(["planned", "ended"]);
  expect(inline.report).toContain("distilgrid run study.yaml"); // no command was given
  const pool = await run("pool");
  expect([inline.rows, inline.report]).toEqual([pool.rows, pool.report]);
});
