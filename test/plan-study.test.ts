import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { planStudy } from "../src/plan-study.ts";
import { parseStudyObject } from "../src/study/parse.ts";
import { exampleStudy } from "./study/example-study.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-plan-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("planStudy(study, { workers }) plans the same rows for other workers, and estimates for those", async () => {
  const study = parseStudyObject(exampleStudy());
  const folders = { storeDir: join(folder, "store"), resultsDir: join(folder, "results") };
  const [one, four] = await Promise.all(
    [1, 4].map((workers) => planStudy(study, { ...folders, workers, engine: "portable" })),
  );
  expect(four!.lines).toEqual(one!.lines);
  expect([one!.estimate.workers, four!.estimate.workers]).toEqual([1, 4]);
  expect(four!.estimate.wallMs).toBeLessThan(one!.estimate.wallMs);
});
