import { expect, test } from "vitest";
import { type CostPoint, costPoints, paretoFront } from "../../src/report/cost-points.ts";
import { givenResults, hard, soft } from "./given-results.ts";

const point = (name: string, bytes: number, validation: number, multiplyAdds = bytes): CostPoint => ({
  name,
  kind: "soft labels",
  bytes,
  multiplyAdds,
  validation,
  test: [0.5],
});
const names = (points: readonly CostPoint[]) => points.map(({ name }) => name);

test("paretoFront(points, axis) holds what no model of the same or a lower cost equals, by cost", () => {
  const points = [
    point("dear", 100, 0.9),
    point("cheap", 10, 0.5),
    point("dearer and equal", 200, 0.9),
    point("as dear and worse", 100, 0.8),
    point("between", 50, 0.7),
    point("beaten", 60, 0.6),
  ];
  expect(names(paretoFront(points, "bytes"))).toEqual(["cheap", "between", "dear"]);
});

test("paretoFront(points, axis) looks at one kind of cost alone", () => {
  const points = [point("tree", 100, 0.8, 0), point("network", 10, 0.7, 10)];
  expect(names(paretoFront(points, "bytes"))).toEqual(["network", "tree"]);
  expect(names(paretoFront(points, "multiplyAdds"))).toEqual(["tree"]);
});

test("costPoints(results) has a point for each cost of a grid, the best on validation of that cost", () => {
  const results = givenResults({
    students: [{ ...soft, grid: { hidden: [[2], [4]], temperature: [1, 2] } }],
    cell: ({ variant }) => {
      const [hidden, temperature] = [Number((variant.hidden as number[])[0]), Number(variant.temperature)];
      // T = 2 is better on validation and worse on test.
      return {
        validation: 0.6 + 0.1 * temperature,
        accuracy: 0.9 - 0.1 * temperature,
        cost: { bytes: 100 * hidden },
      };
    },
  });
  expect(costPoints(results).slice(1)).toEqual([
    {
      name: "soft (T = 2, hidden 2)",
      kind: "soft labels",
      bytes: 200,
      multiplyAdds: 10,
      validation: 0.8,
      test: [0.7],
    },
    {
      name: "soft (T = 2, hidden 4)",
      kind: "soft labels",
      bytes: 400,
      multiplyAdds: 10,
      validation: 0.8,
      test: [0.7],
    },
  ]);
});

test("costPoints(results) takes the means over the seeds, and leaves out what is not done", () => {
  const results = givenResults({
    students: [
      hard,
      { ...soft, name: "none" },
      { ...soft, name: "permuted", labels: "permuted", control: true },
    ],
    seeds: [1, 2],
    teacher: null,
    cell: ({ arm, seed }) =>
      arm === "none" ? null : { accuracy: 0.1 * seed, validation: 0.2 * seed, cost: { bytes: 10 * seed } },
  });
  const [first, second, ...others] = costPoints(results);
  expect(first).toMatchObject({ name: "hard", kind: "hard labels", bytes: 15, test: [0.1, 0.2] });
  expect(first?.validation).toBeCloseTo(0.3, 12);
  expect(second).toMatchObject({ name: "permuted", kind: "control" });
  expect(others).toEqual([]);
});
