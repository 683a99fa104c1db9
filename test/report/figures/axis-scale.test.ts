import { expect, test } from "vitest";
import { axisLines } from "../../../src/report/figures/axis-lines.ts";
import { axisScale } from "../../../src/report/figures/axis-scale.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { madeResults } from "../made-results.ts";

function scaleOf(grid: object, width = 350, steps: number | null = null, parameters = (_: Cell) => 7) {
  const students = [{ name: "hard", kind: "mlp", labels: "hard", epochs: 1, grid }];
  const made = (cell: Cell) => ({ parameters: parameters(cell) });
  return axisScale(axisLines(madeResults({ seeds: [1], students, made }))[0]!, width, steps);
}

test("axisScale(panel, width, stepsPerEpoch) is logarithmic for shares of the rows, in per cent, with a tick for each", () => {
  expect(scaleOf({ trainFraction: [1, 0.01, 0.1] })).toMatchObject({
    scale: { type: "log", domain: [1, 100] },
    axis: {
      title: "share of the training rows, % (logarithmic)",
      values: [1, 10, 100],
      labelExpr: "datum.value",
    },
  });
});

test("axisScale(panel, width, stepsPerEpoch) has steps below epochs", () => {
  expect(scaleOf({ epochs: [1, 2] }, 350, 422).axis).toMatchObject({
    title: "epochs, and steps below (logarithmic)",
    labelExpr: "[datum.value, format(datum.value * 422, ',d')]",
  });
});

test("axisScale(panel, width, stepsPerEpoch) orders hidden layers by parameters, and turns labels that have no room", () => {
  const hidden = [[5, 5], [], [100], [100, 100]];
  const size = ({ student }: Cell) => ("hidden" in student ? student.hidden : []).reduce((a, b) => a + b, 8);
  const domain = ["none", "5-5", "100", "100-100"]; // 8, 18, 108, 208
  expect(scaleOf({ hidden }, 350, null, size)).toMatchObject({ scale: { domain }, axis: { labelAngle: 0 } });
  // Of "100-100" 7 letters of 7.5 pixels, and 200 / 4 pixels a label.
  expect(scaleOf({ hidden }, 200, null, size)).toMatchObject({
    scale: { domain },
    axis: { labelAngle: -40 },
  });
});

test("axisScale(panel, width, stepsPerEpoch) orders numbers by size where they may be 0", () => {
  expect(scaleOf({ weightDecay: [0.001, 0, 1e-5] })).toMatchObject({
    type: "ordinal",
    scale: { domain: ["0", "0.00001", "0.001"] },
  });
});
