import { describe, expect, it } from "vitest";
import { renderPlan, renderPlanJson, renderPlanRows } from "../../src/cli/render-plan.ts";
import type { PlanReason } from "../../src/plan-study.ts";
import { hard, network, parsed, soft } from "../study/one-experiment.ts";

const key = "0123456789abcdef".repeat(4);
const plan: Parameters<typeof renderPlan>[0] = {
  lines: [
    {
      experiment: "moons",
      role: "teacher",
      name: "network",
      label: "network",
      seed: null,
      key,
      reason: "cached",
    },
    { experiment: "moons", role: "student", name: "soft", label: "soft T=2", seed: 1, key, reason: "failed" },
    {
      experiment: "moons",
      role: "student",
      name: "soft",
      label: "soft T=2",
      seed: 2,
      key,
      reason: "outdated",
    },
    { experiment: "moons", role: "student", name: "soft", label: "soft T=2", seed: 3, key, reason: "new" },
  ],
  estimate: {
    workers: 2,
    kinds: [
      { kind: "teachers", jobs: 1, results: 1, workerMs: 126_000, bytes: 1.07e9 },
      { kind: "labels", jobs: 9, results: 9, workerMs: 950, bytes: 0.4e6 },
      { kind: "students", jobs: 2, results: 24, workerMs: 20_400, bytes: 19.7e6 },
    ],
    wallMs: 146_900,
    workerBytes: 1.07e9,
  },
  memory: { limitBytes: 2e9, baseBytes: 605e6, isShort: true },
};

describe("renderPlan(plan, study)", () => {
  const arms = parsed({
    teachers: [network],
    students: [
      { ...hard, tune: { learningRate: [0.1, 0.2] } },
      {
        ...soft,
        name: "soft",
        grid: { temperature: [1, 2], alpha: [0.5, 1] },
        skip: [{ temperature: 1, alpha: 1 }],
      },
      { ...soft, name: "soft, long" },
    ],
  });
  const line = (role: "teacher" | "student", name: string, seed: number | null, reason: PlanReason) =>
    ({ experiment: "moons", role, name, label: "not read here", seed, key, reason }) as const;
  const bySeed = (name: string, reasons: readonly [PlanReason, PlanReason]) =>
    reasons.map((reason, index) => line("student", name, index + 1, reason));
  const lines = [
    line("teacher", "network", null, "cached"),
    ...bySeed("hard", ["cached", "new"]),
    ...bySeed("hard", ["failed", "outdated"]),
    ...bySeed("soft", ["new", "new"]),
    ...bySeed("soft", ["new", "new"]),
    ...bySeed("soft", ["new", "too large"]),
    ...bySeed("soft, long", ["new", "new"]),
  ];

  it("renderPlan(plan, study) is a line for each arm and teacher: its grid, and how many of its rows are of each reason", () => {
    const [table, counts] = renderPlan({ ...plan, lines }, arms).split("\n\n");
    expect(table).toBe(
      "experiment  what     name        rows  made up of                             cached  new  outdated  failed  too large\n" +
        "moons       teacher  network        1  all seeds                                   1    0         0       0          0\n" +
        "moons       student  hard           4  2 tuned x 2 seeds                           1    1         1       1          0\n" +
        "moons       student  soft           6  4 points x 2 seeds, 2 of them skipped       0    5         0       0          1\n" +
        "moons       student  soft, long     2  2 seeds                                     0    2         0       0          0",
    );
    expect(counts).toBe(
      "13 rows: 2 cached, 8 new, 1 outdated, 1 failed, 1 too large (--rows lists them with their keys)",
    );
  });

  it("renderPlan(plan, study) has columns for those reasons only that there are, and ends as the rows do", () => {
    const text = renderPlan({ ...plan, lines: lines.slice(0, 1) }, arms);
    expect(text.split("\n")[0]).toBe("experiment  what     name     rows  made up of  cached");
    expect(text.split("\n\n").slice(2)).toEqual(renderPlanRows(plan).split("\n\n").slice(2));
  });
});

describe("renderPlanRows(plan)", () => {
  it("is a line for each row with its reason, the counts, and what a run would take", () => {
    expect(renderPlanRows(plan)).toBe(
      "reason    experiment  what     name      seed  key\n" +
        "cached    moons       teacher  network   all   0123456789ab\n" +
        "failed    moons       student  soft T=2  1     0123456789ab\n" +
        "outdated  moons       student  soft T=2  2     0123456789ab\n" +
        "new       moons       student  soft T=2  3     0123456789ab\n" +
        "\n" +
        "4 rows: 1 cached, 1 new, 1 outdated, 1 failed\n" +
        "\n" +
        "kind      jobs  results  worker time  memory of a job\n" +
        "teachers     1        1    2 min 6 s           1.1 GB\n" +
        "labels       9        9        0.9 s           < 1 MB\n" +
        "students     2       24         20 s            20 MB\n" +
        "\n" +
        "About 2 min 27 s on 2 workers; peak memory of a worker 1.1 GB, beside the data and the engine.\n" +
        "The run may take 2.0 GB (--memory), and data and engines about 605 MB of it: large jobs wait for each other.\n" +
        "Estimates by what was measured on 2 cores of an AMD EPYC (docs/engine.md).\n" +
        "A training that its patience stops early takes less.\n",
    );
  });

  it("says so where there is nothing to do", () => {
    const estimate = { workers: 2, kinds: [], wallMs: 0, workerBytes: 0 };
    expect(
      renderPlanRows({ ...plan, lines: plan.lines.slice(0, 1), estimate })
        .split("\n")
        .slice(-4),
    ).toEqual(["1 row: 1 cached", "", "Nothing to do.", ""]);
  });
});

describe("renderPlanJson(plan)", () => {
  it("is an object a line: each row, then the estimate with its type", () => {
    const lines = renderPlanJson(plan).trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    expect(JSON.parse(lines[0]!)).toEqual(plan.lines[0]);
    expect(JSON.parse(lines[4]!)).toEqual({ type: "estimate", ...plan.estimate, memory: plan.memory });
  });
});
