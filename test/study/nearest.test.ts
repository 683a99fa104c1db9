import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/study/nearest.ts";

describe("editDistance(a, b)", () => {
  it.each([
    ["", "", 0],
    ["abc", "", 3],
    ["kitten", "sitting", 3], // k->s, e->i, +g
    ["epohcs", "epochs", 1], // one swap of neighbours
    ["ca", "abc", 3], // 2 where a part may be edited twice
  ])("editDistance(%j, %j) is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe("nearest(name, known)", () => {
  const known = ["temperature", "alpha", "epochs", "learningRate"];

  it.each([
    ["temprature", "temperature"],
    ["learning_rate", "learningRate"],
    ["EPOCHS", "epochs"],
    ["apha", "alpha"],
  ])("nearest(%j, known) is %j", (name, meant) => {
    expect(nearest(name, known)).toBe(meant);
  });

  it("nearest(name, known) is null when nothing is near", () => {
    expect(nearest("dropout", known)).toBeNull();
    expect(nearest("x", [])).toBeNull();
  });
});
