import { expect, test } from "vitest";
import { chosenSlice } from "../../../src/report/figures/chosen-slice.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { madeResults } from "../made-results.ts";

const student = {
  name: "soft",
  kind: "mlp",
  labels: "soft",
  epochs: 1,
  grid: { temperature: [1, 2], hidden: [[5], [5, 5]], learningRate: [0.1, 0.2] },
};
/** Chosen: T = 2, hidden 5-5, learning rate 0.2. */
const validation = ({ variant }: Cell) => (String(Object.values(variant)) === "2,5,5,0.2" ? 0.95 : 0.9);

function slice(free: readonly string[], done: (cell: Cell) => boolean = () => true) {
  const made = (cell: Cell) => (done(cell) ? { validation: validation(cell) } : null);
  const { arms } = madeResults({ seeds: [1, 2], students: [student], made });
  return chosenSlice(arms[0]!, free).map(({ variant }) => Object.values(variant));
}

test("chosenSlice(arm, free) has the chosen values in all axes but the free ones", () => {
  expect(slice(["temperature"])).toEqual([
    [1, [5, 5], 0.2],
    [2, [5, 5], 0.2],
  ]);
  expect(slice(["hidden"])).toEqual([
    [2, [5], 0.2],
    [2, [5, 5], 0.2],
  ]);
  expect(slice(["temperature", "learningRate"])).toHaveLength(4);
});

test("chosenSlice(arm, free) leaves out what is not done, and is empty where nothing is", () => {
  expect(slice(["temperature"], ({ variant }) => variant.temperature === 2)).toEqual([[2, [5, 5], 0.2]]);
  expect(slice(["temperature"], () => false)).toEqual([]);
});
