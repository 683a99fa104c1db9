import { describe, expect, it } from "vitest";
import { groupBy } from "../../src/study/group-by.ts";

describe("groupBy(items, identity)", () => {
  it("keeps the order of the items, and that in which the groups first come", () => {
    expect(groupBy([5, 2, 7, 4, 1], (n) => n % 2)).toEqual([
      [5, 7, 1],
      [2, 4],
    ]);
  });

  it("gives no group for no items", () => {
    expect(groupBy([], String)).toEqual([]);
  });
});
