import { describe, expect, it } from "vitest";
import { hard, network, refusal, soft } from "./one-experiment.ts";

const at = "experiments[0].students[1]";

describe("gridProblems(experiment, path)", () => {
  it.each([
    [
      { grid: { temperature: [1, 2] }, tune: { temperature: [1, 2] } },
      `Expected \`temperature\` under \`grid\` or under \`tune\`, got it under both (${at}.tune.temperature). ` +
        "A grid reports on each value; `tune` chooses one of them on validation.",
    ],
    [
      { tune: { hidden: [[10, 10]] } },
      `Expected at least two values of \`hidden\` to choose from, got one (${at}.tune.hidden). ` +
        "Write `hidden: [10,10]` outside of `tune`, or add values.",
    ],
    [
      { tune: { learningRate: [0.1, 0.2, 0.1] } },
      `Expected the values of \`learningRate\` to differ from each other, got \`0.1\` again (${at}.tune.learningRate[2]).`,
    ],
    [
      { tune: { momentum: [0.8, 0.9] }, grid: { optimizer: ["sgd", "adam"] } },
      `Expected no axis of \`momentum\` with the optimizer \`sgd, adam\`, which has none (${at}.tune.momentum). ` +
        "Write `optimizer: momentum`, or remove it.",
    ],
    [{ tune: {} }, "Expected `tune` to have one of the axes `teacher`, "],
  ])("gridProblems(experiment, path) has one for a student with %j", (fields, message) => {
    expect(refusal({ students: [hard, { ...soft, ...fields }] }).slice(0, message.length)).toBe(message);
  });

  it("gridProblems(experiment, path) has none for a grid and a `tune` of other axes", () => {
    const fields = {
      grid: { temperature: [1], optimizer: ["sgd", "momentum"] },
      tune: { momentum: [0.8, 0.9] },
    };
    expect(refusal({ students: [hard, { ...soft, ...fields }] })).toBe("no error");
  });

  it("gridProblems(experiment, path) speaks of datasets and teachers as well", () => {
    expect(refusal({ dataset: { name: "moons", noise: 0, grid: { noise: [0.1, 0.1] } } })).toBe(
      "Expected the values of `noise` to differ from each other, got `0.1` again (experiments[0].dataset.grid.noise[1]). " +
        "And 1 more: Expected each name to be there once, got `moons-noise-0-1` by a grid and again (experiments[0].name).",
    );
    expect(refusal({ dataset: { name: "moons", noise: 0, grid: {} } })).toBe(
      "Expected `grid` to have one of the axes `n`, `noise`, `seed`, got an empty mapping (experiments[0].dataset.grid). " +
        "Add an axis, or remove the grid.",
    );
    expect(refusal({ teachers: [{ ...network, grid: { momentum: [0.1, 0.2] } }] })).toBe(
      "Expected no axis of `momentum` with the optimizer `adam`, which has none (experiments[0].teachers[0].grid.momentum). " +
        "Write `optimizer: momentum`, or remove it.",
    );
  });
});
