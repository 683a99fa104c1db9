import { expect, test } from "vitest";
import { bestArm } from "../../src/report/best-arm.ts";
import { givenResults, hard, soft } from "./given-results.ts";

const control = { ...hard, name: "control", control: true };
const tree = { name: "tree", kind: "tree", labels: "hard" };
const validation: Readonly<Record<string, number>> = { hard: 0.8, soft: 0.85, control: 0.95, tree: 0.9 };

const arms = (students: readonly object[], isDone: (arm: string, seed: number) => boolean = () => true) =>
  givenResults({
    students,
    seeds: [1, 2],
    cell: ({ arm, seed }) => (isDone(arm, seed) ? { validation: validation[arm]!, accuracy: 0.1 } : null),
  }).arms;

test("bestArm(arms) is the best on validation, controls aside", () => {
  expect(bestArm(arms([hard, soft, control]))?.spec.name).toBe("soft");
});

test("bestArm(arms) counts the seeds of a tree that serves all of them", () => {
  const results = givenResults({
    students: [hard, tree],
    seeds: [1, 2],
    cell: ({ arm, seed }) => ({
      validation: validation[arm]!,
      key: arm === "tree" ? "one" : `${arm} ${seed}`,
    }),
  });
  expect(bestArm(results.arms)?.spec.name).toBe("tree");
});

test("bestArm(arms) does not take an arm that has done fewer seeds than another", () => {
  expect(bestArm(arms([hard, soft], (arm, seed) => arm === "hard" || seed === 1))?.spec.name).toBe("hard");
});

test("bestArm(arms) is null where nothing is done", () => {
  expect(bestArm(arms([hard, soft], () => false))).toBeNull();
  expect(bestArm([])).toBeNull();
});
