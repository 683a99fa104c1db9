import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MeasuredModel } from "../../src/cost/measured-models.ts";
import { writeCost } from "../../src/cost/write-cost.ts";
import type { EngineName } from "../../src/engine/engine.ts";
import { mergeTimings, readTimings } from "../../src/results/timings.ts";
import { rows, study } from "../report/fixture.ts";
import { costLine } from "./cost-lines.ts";

describe("writeCost(folder, options)", () => {
  let folder: string;
  let measurements: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-cost-"));
    measurements = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  function write(isNew: boolean, engines: readonly EngineName[], some = rows) {
    const measure = async (models: readonly MeasuredModel[]) => {
      measurements++;
      return models.flatMap(({ architecture, spec }) =>
        (spec.kind === "tree" ? [null] : engines).map((engine) => costLine(architecture, engine, 1)),
      );
    };
    return writeCost(folder, { study, rows: some, isNew, engines, measure });
  }

  const page = () => readFile(join(folder, "cost.md"), "utf8");

  // The fixture has two architectures of trees and three of networks.
  it("puts a line into timings.jsonl and the page for each tree, and for each network and engine", async () => {
    const job = {
      job: "moons/describe-dataset/1",
      kind: "describe-dataset",
      cells: 1,
      elapsedMs: 12,
    } as const;
    await mergeTimings(join(folder, "timings.jsonl"), [job]);
    await write(true, ["native", "portable"]);
    const lines = await readTimings(join(folder, "timings.jsonl"));
    expect(lines.filter(({ kind }) => kind === "measure-cost")).toHaveLength(2 + 2 * 3);
    expect(lines).toContainEqual(job);
    expect((await page()).match(/^\| (teacher|student) /gm)).toHaveLength(2 + 2 * 3);
  });

  it("measures again where something is new, and keeps what it knows where nothing is", async () => {
    await write(false, ["portable"]);
    await write(false, ["portable"]);
    expect(measurements).toBe(1);
    await write(true, ["portable"]);
    expect(measurements).toBe(2);
  });

  it("measures where an engine has come to those that were measured", async () => {
    await write(false, ["portable"]);
    await write(false, ["native", "portable"]);
    expect(measurements).toBe(2);
  });

  it("leaves out what the study no longer has", async () => {
    await write(true, ["portable"]);
    await write(
      false,
      ["portable"],
      rows.filter((row) => row.role !== "teacher"),
    );
    expect((await page()).match(/^\| teacher /gm)).toBeNull();
  });

  it("leaves the folder as it is where the measurement is interrupted", async () => {
    const measure = async () => null;
    await writeCost(folder, { study, rows, isNew: true, engines: ["portable"], measure });
    await expect(page()).rejects.toThrow("ENOENT");
  });
});
