import { describe, expect, it } from "vitest";
import { measuredModels } from "../../src/cost/measured-models.ts";
import type { Row, StudentRow } from "../../src/results/row.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import { rows, study } from "../report/fixture.ts";

describe("measuredModels(study, rows)", () => {
  it("has one model of each architecture, the fewest parameters first", () => {
    const { models, architectures } = measuredModels(study, rows);
    // In the fixture trees have 131 leaves on hard labels and 987 on soft ones: 2 * leaves - 1 nodes.
    expect(models.map(({ architecture, cost }) => [architecture, cost.parameters])).toEqual([
      ["student tree of 129 to 256 leaves, 2 features", 261],
      ["student tree of 513 to 1024 leaves, 2 features", 1973],
      ["student 784-10-10-10", 8180],
      ["teacher 2-128-128-2", 17_154],
      ["teacher 28×28×1, 32 filters 3×3, 1200-1200-10", 27_422_410],
    ]);
    expect(architectures).toBe(5);
  });

  it("asks the arm and variant that is best on validation, its first seed, and tells the accuracy of all", () => {
    const { models } = measuredModels(study, rows);
    const student = models.find(({ architecture }) => architecture === "student 784-10-10-10")!;
    const first = rows.find(({ key }) => key === student.key) as StudentRow;
    const arm = rows.filter(
      (row): row is StudentRow => row.role === "student" && row.state === "done" && row.arm === first.arm,
    );
    const own = arm.filter(({ variant }) => JSON.stringify(variant) === JSON.stringify(first.variant));
    expect(student.name).toMatch(/converged/); // the arms at 94 %; the others are at 86 to 89
    expect(first.seed).toBe(study.seeds[0]);
    expect(student.accuracies).toEqual(own.map(({ metrics }) => metrics.test.accuracy));
  });

  it("takes 12 of more, from the smallest to the largest", () => {
    const widths = Array.from({ length: 30 }, (_, i) => [i + 1]);
    const wide = parseStudyObject({
      ...study,
      experiments: study.experiments.map((experiment) =>
        experiment.name === "mnist"
          ? {
              ...experiment,
              students: [{ name: "wide", kind: "mlp", labels: "hard", epochs: 1, grid: { hidden: widths } }],
            }
          : experiment,
      ),
    });
    const template = rows.find(
      (row): row is StudentRow => row.role === "student" && row.arm === "Hard, SGD",
    )!;
    const wideRows = widths.map(
      (hidden, i): Row => ({
        ...template,
        key: String(i),
        arm: "wide",
        variant: { hidden },
        spec: { ...template.spec, hidden } as StudentRow["spec"],
        cost: { parameters: 100 * hidden[0]!, bytes: 0, multiplyAdds: 0 },
      }),
    );
    const { models, architectures } = measuredModels(wide, [
      ...rows.filter(({ role, experiment }) => role === "dataset" && experiment === "mnist"),
      ...wideRows,
    ]);
    expect(architectures).toBe(30);
    // Places 0, 29/11, 58/11 ... 29, rounded.
    expect(models.map(({ cost }) => cost.parameters / 100)).toEqual([
      1, 4, 6, 9, 12, 14, 17, 19, 22, 25, 27, 30,
    ]);
  });

  it("has nothing where nothing is done", () => {
    expect(measuredModels(study, [])).toEqual({ models: [], architectures: 0 });
  });
});
