import { describe, expect, it } from "vitest";
import { circleFrom } from "../../src/study/circle.ts";

const ways: Readonly<Record<string, readonly string[]>> = {
  self: ["self"],
  a: ["end", "b"],
  b: ["c", "a"],
  c: ["b"],
  before: ["a"],
  fork: ["left", "right"],
  left: ["end"],
  right: ["end", "fork"],
  end: [],
};
const circle = (start: string) => circleFrom(start, (name) => ways[name]!);

describe("circleFrom(start, next)", () => {
  it("circleFrom(start, next) is the way back to the start", () => {
    expect(circle("self")).toEqual(["self", "self"]);
    expect(circle("a")).toEqual(["a", "b", "a"]);
    expect(circle("c")).toEqual(["c", "b", "c"]);
    expect(circle("fork")).toEqual(["fork", "right", "fork"]);
  });

  it("circleFrom(start, next) is null where no way leads back, though it leads into a circle", () => {
    expect(circle("end")).toBeNull();
    expect(circle("before")).toBeNull();
  });
});
