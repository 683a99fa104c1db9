import { describe, expect, it } from "vitest";
import { renderConfusion } from "../../src/report/confusion-table.ts";
import { renderGridTables } from "../../src/report/grid-table.ts";
import { renderQualityTable } from "../../src/report/quality-table.ts";
import { type MadeStudy, madeResults } from "./made-results.ts";

const network = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
const results = (students: readonly object[], made: MadeStudy["made"] = () => ({})) =>
  madeResults({ seeds: [1], students, made, madeTeacher: () => ({ test: 0.96 }) });

describe("renderQualityTable(results)", () => {
  it("says what one model's accuracy owes to the draw of the test split", () => {
    // sqrt(0.96 * 0.04 / 1000) = 0.00620 of the teacher, sqrt(0.9 * 0.1 / 1000) = 0.00949 of the student
    expect(renderQualityTable(results([network]))).toContain(
      "The binomial standard error of one model's accuracy is 0.62 to 0.95 points on n = 1,000 test samples",
    );
  });

  it("names the teacher whose answers each model is compared with, where there are several", () => {
    const teacher = { kind: "mlp", hidden: [100], epochs: 1, seed: 1 };
    const teachers = [
      { ...teacher, name: "first" },
      { ...teacher, name: "second", teacher: "first", temperature: 2 },
    ];
    const soft = { ...network, labels: "soft" };
    const students = [
      { ...soft, name: "a", teacher: "first" },
      { ...soft, name: "b", teacher: "second" },
    ];
    const table = (arms: readonly object[]) =>
      renderQualityTable(madeResults({ seeds: [1], teachers, students: arms, made: () => ({}) }));
    expect(table(students)).toContain("| ECE | Teacher | Agreement with teacher, % |");
    expect(table(students)).toMatch(
      /\| first \| .* \| – \| – \| – \|\n\| second \| .* \| first \| – \| – \|/,
    );
    expect(table(students)).toMatch(/\| a \| .* \| first \| – \| – \|\n\| b \| .* \| second \| – \| – \|/);
    expect(table(students.slice(0, 1))).not.toContain("| Teacher |");
  });

  it("is open with few models and folded with many", () => {
    const many = Array.from({ length: 15 }, (_, i) => ({ ...network, name: `arm ${i}` }));
    expect(renderQualityTable(results([network]))).not.toContain("<details>");
    expect(renderQualityTable(results(many))).toMatch(
      /points on[^\n]*\.\n\n<details>\n<summary>The table<\/summary>\n\n\| Model/,
    );
  });
});

describe("renderGridTables(results)", () => {
  const grid = { learningRate: [0.1, 0.2] };
  const arms = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...network, name: `arm ${i}`, grid }));

  it("shows the grids of a few arms, and folds those of many", () => {
    expect(renderGridTables(results(arms(2)))).toContain("**arm 0: the complete grid.** Test accuracy");
    const many = renderGridTables(results(arms(5)));
    expect(many).not.toContain("**arm 0");
    expect(many).toContain("<summary>arm 0: the complete grid</summary>\n\nTest accuracy");
  });

  it("says that each point has what was tuned for it", () => {
    const tuned = { ...network, grid, tune: { batchSize: [32, 64] } };
    expect(renderGridTables(results([tuned]))).toContain(
      "Each point with what was tuned for it on validation.",
    );
    expect(renderGridTables(results(arms(1)))).not.toContain("tuned");
  });
});

describe("renderConfusion(results)", () => {
  it("shows the best student on validation, controls aside, and the teacher that taught it", () => {
    const teacher = { kind: "mlp", hidden: [5], epochs: 1 };
    const soft = { ...network, labels: "soft" };
    const made = madeResults({
      seeds: [1],
      teachers: [
        { ...teacher, name: "first" },
        { ...teacher, name: "second" },
      ],
      students: [
        { ...soft, name: "worse", teacher: "first" },
        { ...soft, name: "best", teacher: "second" },
        { ...soft, name: "control", teacher: "first", control: true },
      ],
      made: ({ arm }) => ({
        validation: { worse: 0.8, best: 0.9, control: 0.99 }[arm]!,
        confusion: [
          [7, 0],
          [1, 6],
        ],
      }),
      madeTeacher: () => ({
        confusion: [
          [8, 0],
          [0, 6],
        ],
      }),
    });
    expect(renderConfusion(made).match(/^.*samples, summed over n = 1:$/gm)).toEqual([
      "second, the teacher; samples, summed over n = 1:",
      "best, the best student on validation; samples, summed over n = 1:",
    ]);
  });
});
