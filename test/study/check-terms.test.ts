import { describe, expect, it } from "vitest";
import { network, refusal, soft } from "./one-experiment.ts";

const at = "experiments[0].students[0]";
const tree = { name: "soft", kind: "tree", labels: "soft" };
const noNoise = (value: number, path: string, remedy = "Lower `alpha` below 1") =>
  `Expected no \`labelNoise\` where a true label is never told, got \`${value}\` (${path}). ${remedy}, or remove it.`;
const hardLabels = "Write `labels: hard`";

describe("termProblems(experiment, path)", () => {
  it.each([
    [
      { ...soft, alpha: 0 },
      `Expected \`alpha\` to be above 0 with the labels \`soft\`, got \`0\` (${at}.alpha). ` +
        "At 0 nothing is learnt from the teacher: write `labels: hard`.",
    ],
    [
      { ...soft, labels: "permuted", grid: { alpha: [0], temperature: [1, 2] } },
      `Expected \`alpha\` to be above 0 with the labels \`permuted\`, got \`0\` (${at}.grid.alpha[0]). ` +
        "At 0 nothing is learnt from the teacher: write `labels: hard`.",
    ],
    [
      { ...soft, grid: { alpha: [0, 1], temperature: [1, 2, 4] } },
      `Expected one value of \`temperature\` for the cells with \`alpha\` 0, got 3 (${at}.grid.temperature). ` +
        "They would be equal. Take 0 out of `alpha`, or keep `1` alone: `skip: [{ alpha: 0, temperature: [2, 4] }]`.",
    ],
    [
      {
        ...soft,
        tune: { temperature: [1, 2] },
        grid: { alpha: [0, 1], epochs: [1, 2] },
        skip: [{ alpha: 0, temperature: 2, epochs: 1 }],
      },
      `Expected one value of \`temperature\` for the cells with \`alpha\` 0, got 2 (${at}.tune.temperature). `,
    ],
    [
      { ...soft, grid: { alpha: [0.5, 1], labelNoise: [0, 0.2] } },
      `Expected one value of \`labelNoise\` for the cells with \`alpha\` 1, got 2 (${at}.grid.labelNoise). `,
    ],
    [
      { ...soft, grid: { alpha: [0.5, 1], labelSmoothing: [0, 0.2] } },
      `Expected one value of \`labelSmoothing\` for the cells with \`alpha\` 1, got 2 (${at}.grid.labelSmoothing). `,
    ],
    [{ ...soft, labelNoise: 0.2 }, noNoise(0.2, `${at}.labelNoise`)],
    [
      { ...soft, labels: "permuted", grid: { labelNoise: [0, 0.3] } },
      noNoise(0.3, `${at}.grid.labelNoise[1]`),
    ],
    [{ ...soft, labels: "argmax", labelNoise: 0.2 }, noNoise(0.2, `${at}.labelNoise`, hardLabels)],
    [{ ...tree, labelNoise: 0.2 }, noNoise(0.2, `${at}.labelNoise`, hardLabels)],
    [
      { ...soft, labelSmoothing: 0.1 },
      `Expected no \`labelSmoothing\` where a hard label is never told, got \`0.1\` (${at}.labelSmoothing). `,
    ],
    [
      { ...soft, labels: "argmax", temperature: 3 },
      `Expected no \`temperature\` with the labels \`argmax\`, which are hard, got \`3\` (${at}.temperature). ` +
        "Remove it, or write `labels: soft`.",
    ],
  ])("termProblems(experiment, path) has one for %j", (student, message) => {
    expect(refusal({ students: [student] }).slice(0, message.length)).toBe(message);
  });

  it.each([
    { ...soft, alpha: 0.5, labelNoise: 0.2, labelSmoothing: 0.1 },
    { ...soft, grid: { alpha: [0.5, 1] }, labelNoise: 0.2 },
    { ...soft, grid: { alpha: [0, 1], temperature: [1, 2, 4] }, skip: [{ alpha: 0, temperature: [2, 4] }] },
    { ...soft, grid: { alpha: [0, 1], temperature: [4] } },
    { ...soft, labels: "argmax", labelSmoothing: 0.1 },
    { ...tree, labels: "hard", grid: { labelNoise: [0, 0.2] } },
    { ...soft, kind: "soft-tree", alpha: 0.5, grid: { labelNoise: [0, 0.2] } },
  ])("termProblems(experiment, path) has none for %j", (student) => {
    expect(refusal({ students: [student] })).toBe("no error");
  });

  it("termProblems(experiment, path) speaks of an assistant, which learns from soft labels alone by default", () => {
    const refusalWith = (fields: object) =>
      refusal({
        teachers: [
          network,
          { ...network, name: "assistant", teacher: "network", labelNoise: 0.2, ...fields },
        ],
        students: [{ ...soft, teacher: "assistant" }],
      });
    expect(refusalWith({})).toBe(noNoise(0.2, "experiments[0].teachers[1].labelNoise"));
    expect(refusalWith({ alpha: 0.5 })).toBe("no error");
    expect(refusal({ teachers: [{ ...network, labelNoise: 0.2 }] })).toBe("no error");
  });
});
