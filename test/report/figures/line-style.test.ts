import { expect, test } from "vitest";
import { lineStyles } from "../../../src/report/figures/line-style.ts";
import { labelColors } from "../../../src/report/figures/palette.ts";
import { madeResults } from "../made-results.ts";

const [vermilion, orange] = labelColors.hard;
const [blue, green, skyBlue] = labelColors.soft;

test("lineStyles(specs) gives warm colours to hard labels and cool ones to soft, and dashes where they start again", () => {
  const labels = ["soft", "hard", "permuted", "argmax", "soft", "soft"];
  const students = labels.map((label, i) => ({ name: `arm ${i}`, kind: "mlp", labels: label, epochs: 1 }));
  const { arms } = madeResults({ seeds: [1], students, made: () => null });
  expect(lineStyles(arms.map(({ spec }) => spec))).toEqual([
    { color: blue, dash: [1, 0] },
    { color: vermilion, dash: [1, 0] },
    { color: green, dash: [1, 0] },
    { color: orange, dash: [1, 0] },
    { color: skyBlue, dash: [1, 0] },
    { color: blue, dash: [6, 3] },
  ]);
});
