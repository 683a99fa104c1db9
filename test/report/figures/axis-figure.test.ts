import { expect, test } from "vitest";
import { axisFigure } from "../../../src/report/figures/axis-figure.ts";
import { experimentResults } from "../../../src/report/results.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { rows, study } from "../fixture.ts";
import { madeResults } from "../made-results.ts";

const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
const soft = { ...hard, name: "soft <*>", labels: "soft", baseline: "hard" };
/** Of 54,000 training rows. */
const { datasets } = experimentResults(study, rows)[1]!;

/** 1 epoch 80 %, 10 epochs 90 %; soft labels 2 points more; seeds 1 point to each side. */
function accuracy({ student, seed }: Cell) {
  const epochs = "epochs" in student ? student.epochs : 0;
  const gain = student.labels === "soft" ? 0.02 : 0;
  return { test: (epochs === 1 ? 0.8 : 0.9) + gain + (seed === 1 ? -0.01 : 0.01) };
}

function results(students: readonly object[], made: (cell: Cell) => { test: number } | null = accuracy) {
  return { ...madeResults({ seeds: [1, 2], students, made }), datasets };
}

const budgets = { grid: { epochs: [1, 10] } };

test("axisFigure(results) draws epochs with the steps that they are, and tells the numbers", async () => {
  const figure = (await axisFigure(
    results([
      { ...hard, ...budgets },
      { ...soft, name: "soft", ...budgets },
    ]),
  ))!;
  expect(figure.name).toBe("figures/digits-axes.svg");
  // ceil(54,000 / 128) = 422 steps
  for (const text of [">by epochs<", ">422<", ">4,220<", ">hard<", ">soft<"])
    expect(figure.svg).toContain(text);
  expect(figure.alt).toBe(
    "Test accuracy against epochs. hard: highest 90.0 % at 10 epochs, lowest 80.0 % at 1 epoch; " +
      "soft: highest 92.0 % at 10 epochs, lowest 82.0 % at 1 epoch.",
  );
  expect(figure.caption).toContain("mean and one standard deviation over 2 seeds");
  expect(figure.caption).toContain("An epoch has 422 steps, one a batch.");
});

test("axisFigure(results) has no steps where the arms have batches of several sizes", async () => {
  const students = [
    { ...hard, ...budgets },
    { ...soft, name: "soft", ...budgets, batchSize: 64 },
  ];
  const figure = (await axisFigure(results(students)))!;
  expect(figure.svg).not.toContain("steps");
  expect(figure.caption).not.toContain("steps");
});

test("axisFigure(results) has a baseline without the axis as a dashed level", async () => {
  const figure = (await axisFigure(results([hard, { ...soft, name: "soft", ...budgets }])))!;
  expect(figure.svg).toContain(">baseline: hard<");
  expect(figure.svg).toContain('stroke-dasharray="6,4"');
  expect(figure.alt).toContain("lowest 82.0 % at 1 epoch; baseline: hard: 80.0 %.");
});

test("axisFigure(results) says which values are those of teachers", async () => {
  const network = { kind: "mlp", hidden: [2], epochs: 1 };
  const teachers = [0.1, 1].map((trainFraction) => ({
    ...network,
    name: `share ${trainFraction}`,
    trainFraction,
  }));
  const students = [
    { ...soft, name: "soft", baseline: undefined, grid: { teacher: ["share 0.1", "share 1"] } },
  ];
  const made = ({ teacher }: Cell) => ({ test: teacher?.name === "share 1" ? 0.9 : 0.7 });
  const figure = (await axisFigure(madeResults({ seeds: [1], teachers, students, made })))!;
  expect(figure.alt).toBe(
    "Test accuracy against share of the training rows of the teacher. soft (its teacher's): " +
      "highest 90.0 % at 100 % of the rows, lowest 70.0 % at 10 % of the rows.",
  );
  expect(figure.caption).toContain("the value is that of the teacher");
});

test("axisFigure(results) is null without such an axis, and where less than two points are done", async () => {
  expect(
    await axisFigure(
      results([hard, soft].map((student) => ({ ...student, name: student.labels, baseline: undefined }))),
    ),
  ).toBeNull();
  const first = (cell: Cell) => (cell.variant.epochs === 1 ? accuracy(cell) : null);
  expect(await axisFigure(results([{ ...hard, ...budgets }], first))).toBeNull();
});
