import { describe, expect, it } from "vitest";
import { hard, network, refusal } from "./one-experiment.ts";

const at = "experiments[0].students[0]";
const mnist = { name: "mnist" };
const allDigits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const withFields = (fields: object, dataset?: object) =>
  refusal({ students: [{ ...hard, ...fields }], ...(dataset === undefined ? {} : { dataset }) });

describe("leftOutProblems(experiment, path)", () => {
  it("leftOutProblems(experiment, path) has one for a class that the data does not have", () => {
    expect(withFields({ leftOutClasses: [2] })).toBe(
      `Expected \`leftOutClasses\` to be among the classes 0 to 1 of moons, got \`2\` (${at}.leftOutClasses[0]).`,
    );
    expect(withFields({ grid: { leftOutClasses: [[], [9, 10]] } }, mnist)).toBe(
      `Expected \`leftOutClasses\` to be among the classes 0 to 9 of mnist, got \`10\` (${at}.grid.leftOutClasses[1][1]).`,
    );
    expect(refusal({ teachers: [{ ...network, leftOutClasses: [3] }] })).toBe(
      "Expected `leftOutClasses` to be among the classes 0 to 1 of moons, got `3` (experiments[0].teachers[0].leftOutClasses[0]).",
    );
  });

  it("leftOutProblems(experiment, path) has one where no class is left, or one is named twice", () => {
    expect(withFields({ leftOutClasses: [1, 0] })).toBe(
      `Expected \`leftOutClasses\` to leave a class of moons, got all 2 (${at}.leftOutClasses).`,
    );
    expect(withFields({ leftOutClasses: allDigits }, mnist)).toMatch("of mnist, got all 10");
    expect(withFields({ leftOutClasses: [3, 4, 3] }, mnist)).toBe(
      `Expected \`leftOutClasses\` to name each class once, got \`3\` again (${at}.leftOutClasses[2]).`,
    );
  });

  it("leftOutProblems(experiment, path) has none for files that nobody has read yet", () => {
    const files = { trainImages: "a", trainLabels: "b", testImages: "c", testLabels: "d" };
    expect(withFields({ leftOutClasses: [...allDigits, 200] }, { name: "idx", ...files })).toBe("no error");
  });

  it("leftOutProblems(experiment, path) has one for a bias where no class is left out", () => {
    expect(withFields({ leftOutBias: "validation" })).toBe(
      "Expected `leftOutClasses` beside `leftOutBias: validation`, but no class is left out " +
        `(${at}.leftOutBias). Name the classes, or remove \`leftOutBias\`.`,
    );
    expect(withFields({ leftOutBias: "validation", grid: { leftOutClasses: [[], [1]] } })).toBe("no error");
  });
});
