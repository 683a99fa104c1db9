import { describe, expect, it } from "vitest";
import { renderPlan } from "../../src/cli/render-plan.ts";

describe("renderPlan(lines)", () => {
  it("renderPlan(lines) is a line for each row with its reason, then the counts", () => {
    const key = "0123456789abcdef".repeat(4);
    const text = renderPlan([
      { experiment: "moons", role: "teacher", label: "network", seed: null, key, reason: "cached" },
      { experiment: "moons", role: "student", label: "soft T=2", seed: 1, key, reason: "failed" },
      { experiment: "moons", role: "student", label: "soft T=2", seed: 2, key, reason: "new" },
    ]);
    expect(text).toBe(
      "reason  experiment  what     name      seed  key\n" +
        "cached  moons       teacher  network   all   0123456789ab\n" +
        "failed  moons       student  soft T=2  1     0123456789ab\n" +
        "new     moons       student  soft T=2  2     0123456789ab\n" +
        "\n3 rows: 1 cached, 1 new, 1 failed\n",
    );
  });
});
