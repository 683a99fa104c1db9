import { readFileSync } from "node:fs";
import { it } from "vitest";
import { estimateOf } from "../../src/plan/estimate.ts";
import { jobEstimate } from "../../src/plan/job-estimate.ts";
import { planOf } from "../../src/plan/plan.ts";
import { isPerSeed } from "../../src/study/dataset-seeds.ts";
import { parseStudy } from "../../src/study/parse.ts";

it.each(["seed", "trees", "seed-budget-search"])("%s", (name) => {
  const study = parseStudy(readFileSync(`results/${name}/study.yaml`, "utf8"), name);
  const engine = { name: "native", hasLaneKernel: true } as const;
  const sizes = (dataset: string) =>
    dataset === "moons"
      ? { transferSize: 2000, trainRows: 1000, evaluatedRows: 11000, inputShape: [2], numClasses: 2 }
      : { transferSize: 60000, trainRows: 54000, evaluatedRows: 16000, inputShape: [28, 28, 1], numClasses: 10 };
  const plan = planOf({
    study,
    datasetOf: (e, seed) => ({
      source: { spec: e.dataset, seed, hash: isPerSeed(e.dataset) ? `${e.dataset.name} ${seed}` : e.dataset.name, baseFolder: "." },
      ...sizes(e.dataset.name),
    }),
    engineId: "x", cores: 2, workers: 2, workerBytes: 7e9, hasLaneKernel: true, isDone: () => false,
  });
  const timings = readFileSync(`results/${name}/timings.jsonl`, "utf8").trim().split("\n").map((l) => JSON.parse(l));
  const est = estimateOf({ jobs: plan.jobs, sizesOf: (h) => sizes(h.split(" ")[0]!), engine, workers: 2 });
  console.log(JSON.stringify(est, null, 1));
  const byId = new Map(timings.map((t) => [t.job, t]));
  const agg = new Map<string, number[]>();
  for (const job of plan.jobs) {
    const t = byId.get(job.id);
    const e = jobEstimate(job, sizes(job.dataset.spec.name), engine);
    const group = `${job.dataset.spec.name} ${job.kind}`;
    const a = agg.get(group) ?? [0, 0, 0, 0];
    if (t) { a[0]! += t.elapsedMs; a[1]! += e.elapsedMs; a[2]!++; } else a[3]!++;
    agg.set(group, a);
    if (job.kind === "train-stack") console.log(job.id, job.makes.length, job.cells[0]!.spec.name, "measured", t?.cells, t?.elapsedMs, "estimated", Math.round(e.elapsedMs));
  }
  for (const [g, [m, e, n, miss]] of agg) console.log(g, "n", n, "missing", miss, "measured", Math.round(m!), "estimated", Math.round(e!), "ratio", (e! / m!).toFixed(2));
});
