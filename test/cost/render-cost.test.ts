import { describe, expect, it } from "vitest";
import type { MeasuredModel } from "../../src/cost/measured-models.ts";
import { renderCost } from "../../src/cost/render-cost.ts";
import type { TrainedTeacherSpec } from "../../src/study/schema.ts";
import { studentSchema, teacherSchema } from "../../src/study/schema.ts";
import { study } from "../report/fixture.ts";
import { costLine } from "./cost-lines.ts";

const tree: MeasuredModel = {
  architecture: "student tree of 65 to 128 leaves, 784 features",
  role: "student",
  spec: studentSchema.parse({ name: "hard tree", kind: "tree", labels: "hard" }),
  name: "hard tree, max depth 6",
  experiment: "mnist",
  key: "1",
  dataHash: "data",
  cost: { parameters: 199, bytes: 5188, multiplyAdds: 0 },
  accuracies: [0.871, 0.873],
};
const teacher: MeasuredModel = {
  architecture: "teacher 784-1200-10",
  role: "teacher",
  spec: teacherSchema.parse({ name: "wide", kind: "mlp", hidden: [1200], epochs: 1 }) as TrainedTeacherSpec,
  name: "wide",
  experiment: "mnist",
  key: "2",
  dataHash: "data",
  cost: { parameters: 954_010, bytes: 3_816_040, multiplyAdds: 952_800 },
  accuracies: [0.985],
};

describe("renderCost(study, models, lines)", () => {
  const found = { models: [tree, teacher], architectures: 2 };
  const lines = [
    costLine(teacher.architecture, "portable", 4.5678),
    costLine(teacher.architecture, "native", 0.56),
    costLine(tree.architecture, null, 0.000_34),
  ];
  const rowsOf = (page: string) => page.split("\n").filter((line) => /^\| (student|teacher)/.test(line));

  it("has a row for each model and engine: its cost, its accuracy with n, and medians with quartiles and n", () => {
    expect(rowsOf(renderCost(study, found, lines))).toEqual([
      // Quartiles of the fixed lines are 0.9 and 1.2 times the median; a sample of a batch takes a tenth.
      "| student tree of 65 to 128 leaves, 784 features | hard tree, max depth 6 (mnist) | 199 | 5,188 | – | 87.2 ± 0.1 (n = 2) | none " +
        "| 0.000340 [0.000306, 0.000408], n = 180 | 0.0340 [0.0306, 0.0408], n = 7 |",
      "| teacher 784-1200-10 | wide (mnist) | 954,010 | 3,816,040 | 952,800 | 98.5 (n = 1) | portable " +
        "| 4.57 [4.11, 5.48], n = 180 | 457 [411, 548], n = 7 |",
      "| teacher 784-1200-10 | wide (mnist) | 954,010 | 3,816,040 | 952,800 | 98.5 (n = 1) | native " +
        "| 0.560 [0.504, 0.672], n = 180 | 56.0 [50.4, 67.2], n = 7 |",
    ]);
  });

  it("has no quartiles of a single measurement", () => {
    const [line] = lines;
    const once = { ...line!, inBatch: { ...line!.inBatch, n: 1 } };
    expect(rowsOf(renderCost(study, found, [once]))[0]).toMatch(/\| 457, n = 1 \|$/);
  });

  it("names engine, processor, Node and threads, each once", () => {
    const page = renderCost(study, found, lines);
    expect(page.slice(page.indexOf("## Environment"))).toBe(
      "## Environment\n\n" +
        "- portable: tfjs-backend-wasm 4.22.0: AMD EPYC, Node 20.20.2, 1 thread\n" +
        "- native: tfjs-node 4.22.0, TensorFlow 2.21.0: AMD EPYC, Node 20.20.2, 1 thread\n" +
        "- no engine, for trees: AMD EPYC, Node 20.20.2, 1 thread\n",
    );
  });

  it("says how many architectures were left out", () => {
    expect(renderCost(study, found, lines)).toContain("The study has 2 architectures,");
    expect(renderCost(study, { ...found, architectures: 30 }, lines)).toContain(
      "Of the study's 30 architectures, trees of about as many leaves being one, these are 2, spread evenly by parameters.",
    );
  });
});
