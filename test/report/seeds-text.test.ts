import { expect, test } from "vitest";
import { seedsText } from "../../src/report/seeds-text.ts";

test("seedsText(counts) is one number where all are equal, and else the fewest and the most", () => {
  expect(seedsText([5, 5])).toBe("5 seeds");
  expect(seedsText([1])).toBe("1 seed");
  expect(seedsText([4, 5, 3])).toBe("3 to 5 seeds");
});
