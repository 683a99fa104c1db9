import { expect, test } from "vitest";
import { ablationGrid } from "../../../bench/peers/ablation-grid.ts";
import { peersConfig } from "../../../bench/peers/config.ts";
import { works } from "../../../bench/peers/works.ts";
import { cellsOf } from "../../../src/study/cells.ts";
import type { MlpStudentSpec } from "../../../src/study/schema.ts";
import { smokeStudy } from "../../../src/study/smoke.ts";

const config = peersConfig(2, false);
const grid = await ablationGrid();
const students = grid.experiments.flatMap((experiment) =>
  cellsOf(experiment, grid.seeds).map(({ student }) => student as MlpStudentSpec),
);

test("ablationGrid() has the networks of the ablation study on MNIST, as many as the work `ablation` says", () => {
  // Hard labels: 3 learning rates x 6 seeds; soft ones also x 6 temperatures x 3 alphas, softmax regressions x 3 temperatures.
  expect(students.filter(({ hidden }) => hidden.length === 2)).toHaveLength(18 + 324);
  expect(students.filter(({ hidden }) => hidden.length === 0)).toHaveLength(18 + 54);
  const { description } = works.find(({ name }) => name === "ablation")!;
  expect(description).toContain("414 networks");
  expect(description).toContain("342 of them 784-10-10-10, 72 softmax");
});

test("the work `ablation` is scaled to the student-epochs of the grid, and Keras trains one student of its kind", () => {
  const { scale } = works.find(({ name }) => name === "ablation")!;
  expect(scale).toBe(students.reduce((sum, { epochs }) => sum + epochs, 0));
  const { batchSize, rounds, studentSizes } = config;
  for (const student of students)
    expect([student.batchSize, student.epochs]).toEqual([batchSize, rounds.gridEpochs]);
  expect(students.map(({ hidden }) => [784, ...hidden, 10])).toContainEqual(studentSizes);
});

test("a quick round of Keras is as long as a student of the smoke run of the grid", () => {
  const { rounds } = peersConfig(2, true);
  const [experiment] = smokeStudy(grid).experiments;
  const { dataset, students: arms } = experiment!;
  expect(dataset).toMatchObject({ trainLimit: rounds.gridImages + 500, validation: 500 });
  for (const arm of arms) expect(arm).toMatchObject({ epochs: rounds.gridEpochs });
});
