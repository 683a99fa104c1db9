// How far a study is, asked while it runs on the real pool and after it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderStatus } from "../../src/cli/render-status.ts";
import { type RunOptions, runStudy } from "../../src/run-study.ts";
import { readReferences } from "../../src/store/references.ts";
import type { Study } from "../../src/study/schema.ts";
import { type RowState, type StudyStatus, studyStatus } from "../../src/study-status.ts";
import { smallStudy } from "./small-study.ts";

describe("studyStatus(study, options)", () => {
  let folder: string;
  let study: Study;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-status-"));
    const whole = await smallStudy(join(folder, "data"));
    study = { ...whole, experiments: [whole.experiments[0]!] };
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const folders = () => ({ resultsDir: join(folder, "results"), storeDir: join(folder, "store") });
  const status = () => studyStatus(study, folders());
  const countOf = ({ lines }: StudyStatus, wanted: RowState) =>
    lines.filter(({ state }) => state === wanted).length;
  const run = (onEvent: RunOptions["onEvent"]) => {
    const options = { command: "distilgrid run small.yaml", measuresCost: false, workers: 1, clock: () => 0 };
    return runStudy(study, { ...folders(), ...options, ...(onEvent && { onEvent }) });
  };

  it("studyStatus(study, options) has all rows missing, then running while a job makes them, then done", async () => {
    const before = await status();
    // Two seeds of: data, a teacher, its labels, and five students.
    expect([countOf(before, "missing"), before.lines.length, before.isExhausted]).toEqual([16, 16, false]);
    expect(renderStatus(before)).toContain("No run is going on.");

    const during: Promise<StudyStatus>[] = [];
    await run((event) => {
      if (event.type === "job-started" && event.kind === "train-teacher" && during.length === 0)
        during.push(status());
    });
    const running = await during[0]!;
    expect(running.holder).toMatchObject({ pid: process.pid, study: "small" });
    expect(running.runningJobs).toEqual([expect.stringMatching(/^moons\/train-teacher\/network\/[12]$/)]);
    const rows = running.lines.filter(({ state }) => state === "running");
    expect(rows.map(({ role, label }) => `${role} ${label}`)).toEqual(["teacher network"]);

    const after = await status();
    expect([countOf(after, "done"), after.isExhausted, after.holder]).toEqual([16, true, null]);
    expect(renderStatus(after)).toContain("The study is exhausted: nothing is left to do.");
  });

  it("runStudy(study, options) notes all that its study refers to, label shards too", async () => {
    const [references] = await readReferences(folders().storeDir);
    const rows = new Set((await status()).lines.map(({ key }) => key));
    expect(references!.study).toBe("small");
    expect(references!.keys).toEqual(expect.arrayContaining([...rows]));
    expect(new Set(references!.keys).size).toBe(rows.size + 2); // a shard for each seed's labels
  });
});
