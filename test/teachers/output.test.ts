import { describe, expect, it } from "vitest";
import { logitsOfOutput } from "../../src/teachers/output.ts";
import { UserError } from "../../src/user-error.ts";

describe("logitsOfOutput(outputs, numClasses, output, file)", () => {
  it("logitsOfOutput(outputs, numClasses, output, file) leaves logits as they are", () => {
    expect([...logitsOfOutput([1, -2, 0.5, 0.5], 2, "logits", "t")]).toEqual([1, -2, 0.5, 0.5]);
  });

  it("logitsOfOutput(outputs, numClasses, output, file) takes logarithms of probabilities, cut off at 1e-7", () => {
    const logits = logitsOfOutput([0.25, 0.75, 1, 0], 2, "probabilities", "t");
    const expected = [Math.log(0.25), Math.log(0.75), 0, Math.log(1e-7)];
    for (const [at, value] of expected.entries()) expect(logits[at]).toBeCloseTo(value, 5);
  });

  it.each([
    [[0.25, 0.75, 1, 0], "logits", "expected logits, got rows that are all probabilities"],
    [
      [0.25, 0.75, 2, -1],
      "probabilities",
      "expected probabilities, from 0 to 1 with the sum 1, got `2, -1` in row 1",
    ],
    [[0.25, 0.7], "probabilities", "with the sum 1, got `0.25"],
    [[1, Number.NaN], "logits", "expected finite numbers, got `NaN` in row 0 (the first is 0), column 1"],
    [[1, 2, Number.POSITIVE_INFINITY, 0], "logits", "got `Infinity` in row 1"],
    [[1, 1e39], "logits", "got `1e+39` in row 0"],
  ] as const)("logitsOfOutput(%j, 2, %s, file) is refused", (outputs, output, message) => {
    expect(() => logitsOfOutput([...outputs], 2, output, "t")).toThrow(UserError);
    expect(() => logitsOfOutput([...outputs], 2, output, "t")).toThrow(message);
  });
});
