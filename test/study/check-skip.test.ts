import { describe, expect, it } from "vitest";
import { network, refusal, soft } from "./one-experiment.ts";

const at = "experiments[0].students[0].skip";
const grid = { temperature: [1, 2], hidden: [[5], [10, 10]] };
const withSkip = (skip: unknown) => refusal({ students: [{ ...soft, grid, skip }] });

describe("skipProblems(experiment, path)", () => {
  it.each([
    [
      [{ temprature: 1 }],
      `Expected the conditions of \`skip\` to speak of axes, got \`temprature\` (${at}[0].temprature). Did you mean ` +
        "`temperature`? Axes of such a student: `teacher`, `trainFraction`, ",
    ],
    [
      [{ patience: 1 }],
      `Expected the conditions of \`skip\` to speak of axes, got \`patience\` (${at}[0].patience). Axes of `,
    ],
    [
      [{ temperature: 1, hidden: [[5]] }, { temperature: [2, 3] }],
      `Expected \`skip\` to name values that cells have, got \`temperature: 3\` (${at}[1].temperature). ` +
        "The cells have `1`, `2`: correct it, or remove it.",
    ],
    [
      [{ hidden: [5] }],
      `Expected \`skip\` to name values that cells have, got \`hidden: 5\` (${at}[0].hidden). ` +
        "The cells have `[5]`, `[10,10]`: correct it, or remove it.",
    ],
    [
      [{ epochs: 2 }],
      `Expected \`skip\` to name values that cells have, got \`epochs: 2\` (${at}[0].epochs). The cells have \`1\`: `,
    ],
    [
      [{ temperature: 1 }, { temperature: 2, hidden: [[5], [10, 10]] }],
      `Expected \`skip\` to leave a cell of \`soft\`, but it leaves out all 4 (${at}). ` +
        "Remove a condition, or let it speak of fewer values.",
    ],
    [[{}], "Expected `skip` to leave a cell of `soft`, but it leaves out all 4"],
    [
      [{ temperature: [true] }],
      `Expected \`temperature\` to be a text or a number or a list of at least 1 values, got a list of length 1 (${at}[0].temperature).`,
    ],
    [[3], `Expected each of \`skip\` to be a mapping, got \`3\` (${at}[0]).`],
  ])("skipProblems(experiment, path) has one for %j", (skip, message) => {
    expect(withSkip(skip).slice(0, message.length)).toBe(message);
  });

  it.each([[[{ temperature: 1, hidden: [[10, 10]] }]], [[{ temperature: [1], epochs: 1 }]]])(
    "skipProblems(experiment, path) has none for %j",
    (skip) => {
      expect(withSkip(skip)).toBe("no error");
    },
  );

  it("skipProblems(experiment, path) knows the teachers of a grid by both names", () => {
    const teachers = [{ ...network, grid: { seed: [1, 2] } }];
    const refusalWith = (teacher: string) =>
      refusal({
        teachers,
        students: [{ ...soft, grid: { temperature: [1, 2] }, skip: [{ teacher, temperature: 1 }] }],
      });
    expect(refusalWith("network")).toBe("no error");
    expect(refusalWith("network seed=2")).toBe("no error");
    expect(refusalWith("network seed=3")).toMatch(
      'got `teacher: "network seed=3"` (experiments[0].students[0].skip[0].teacher). The cells have `"network seed=1"`, ',
    );
  });
});
