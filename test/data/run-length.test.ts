import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandRuns, runLength } from "../../src/data/run-length.ts";

describe("runLength(classes)", () => {
  it("names each class with its length", () => {
    expect(runLength([0, 0, 0, 2, 1, 1])).toEqual([0, 3, 2, 1, 1, 2]);
    expect(runLength([])).toEqual([]);
  });
});

describe("expandRuns(runs, length)", () => {
  it("undoes runLength", () => {
    const classes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 200 });
    const fewClasses = fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(classes, fewClasses), (values) => {
        expect(Array.from(expandRuns(runLength(values), values.length))).toEqual(values);
      }),
    );
  });

  it.each([
    ["too few", [0, 3]],
    ["too many", [0, 3, 1, 2]],
    ["a half pair", [0, 3, 1]],
    ["a run of nothing", [0, 0, 1, 4]],
    ["a negative run", [0, 5, 1, -1]],
    ["NaN", [0, Number.NaN]],
    ["a class above 255", [256, 4]],
  ])("refuses %s", (_, runs) => {
    expect(() => expandRuns(runs, 4)).toThrow(RangeError);
  });
});
