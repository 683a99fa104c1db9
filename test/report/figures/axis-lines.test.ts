import { expect, test } from "vitest";
import { axisLines } from "../../../src/report/figures/axis-lines.ts";
import { madeResults } from "../made-results.ts";

const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
const soft = { ...hard, name: "soft", labels: "soft", baseline: "hard" };
const network = { name: "t", kind: "mlp", hidden: [2], epochs: 1 };

function panels(students: readonly object[], teachers: readonly object[] = [network]) {
  const results = madeResults({ seeds: [1], teachers, students, made: () => ({}) });
  return axisLines(results).map(({ axis, ofTeacher, lines, levels }) => ({
    axis: ofTeacher ? `teacher's ${axis}` : axis,
    lines: lines.map(({ arm, points }) => [arm.spec.name, ...points.map(({ value }) => value)]),
    levels: levels.map(({ spec }) => spec.name),
  }));
}

test("axisLines(results) has an axis once, with all arms that have it", () => {
  const students = [
    { ...hard, grid: { epochs: [1, 4], weightDecay: [0, 0.1] } },
    { ...soft, grid: { epochs: [1, 2] } },
  ];
  expect(panels(students)).toEqual([
    { axis: "weightDecay", lines: [["hard", 0, 0.1]], levels: [] },
    {
      axis: "epochs",
      lines: [
        ["hard", 1, 4],
        ["soft", 1, 2],
      ],
      levels: [],
    },
  ]);
});

test("axisLines(results) has baselines without the axis as levels, each once", () => {
  const grid = { weightDecay: [0, 0.2] };
  expect(panels([hard, { ...soft, grid }, { ...soft, name: "other", grid }])).toMatchObject([
    { axis: "weightDecay", levels: ["hard"] },
  ]);
});

test("axisLines(results) leaves to other figures what they show, and has no panel for one point or without an order", () => {
  expect(panels([hard, { ...soft, grid: { temperature: [1, 2], alpha: [0.5, 1] } }])).toEqual([]);
  expect(panels([hard, { ...soft, grid: { optimizer: ["sgd", "adam"], epochs: [3] } }])).toEqual([]);
  expect(panels([hard, { ...soft, grid: { alpha: [0.5, 1] } }])).toMatchObject([{ axis: "alpha" }]);
});

test("axisLines(results) puts shares of a teacher's rows beside those of students, and other values into panels of their own", () => {
  const shares = [0.1, 1].map((trainFraction, i) => ({ ...network, name: `share ${i}`, trainFraction }));
  const sizes = [10, 20].map((units, i) => ({ ...network, name: `size ${i}`, hidden: [units] }));
  const students = [
    { ...hard, teacher: "share 0", grid: { trainFraction: [0.01, 1] } },
    { ...soft, grid: { teacher: ["share 0", "share 1"] } },
    { ...soft, name: "of sizes", grid: { teacher: ["size 0", "size 1"] } },
  ];
  expect(panels(students, [...shares, ...sizes])).toEqual([
    {
      axis: "trainFraction",
      lines: [
        ["hard", 0.01, 1],
        ["soft", 0.1, 1],
      ],
      levels: [],
    },
    { axis: "teacher's hidden", lines: [["of sizes", [10], [20]]], levels: ["hard"] },
  ]);
});

test("axisLines(results) has a teacher's values apart where the student says otherwise itself, and where only teachers have them", () => {
  const shares = [0.1, 1].map((trainFraction, i) => ({ ...network, name: `share ${i}`, trainFraction }));
  const students = [
    { ...hard, teacher: "share 0", grid: { trainFraction: [0.01, 1] } },
    { ...soft, trainFraction: 0.5, grid: { teacher: ["share 0", "share 1"] } },
  ];
  expect(panels(students, shares)).toEqual([
    { axis: "trainFraction", lines: [["hard", 0.01, 1]], levels: [] },
    { axis: "teacher's trainFraction", lines: [["soft", 0.1, 1]], levels: ["hard"] },
  ]);
  expect(
    panels([{ ...soft, baseline: undefined, grid: { teacher: ["share 0", "share 1"] } }], shares),
  ).toEqual([{ axis: "teacher's trainFraction", lines: [["soft", 0.1, 1]], levels: [] }]);
});
