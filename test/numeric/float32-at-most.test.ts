import fc from "fast-check";
import { expect, it } from "vitest";
import { float32AtMost } from "../../src/numeric/float32-at-most.ts";

const largest = (2 - 2 ** -23) * 2 ** 127;

it.each([
  // 0.1 lies between the float32 numbers 13421772 / 2^27 and 13421773 / 2^27, nearer to the second.
  [0.1, 13421772 / 2 ** 27],
  [-0.1, -13421773 / 2 ** 27],
  [13421773 / 2 ** 27, 13421773 / 2 ** 27],
  [0, 0],
  [1e-60, 0],
  [-1e-60, -(2 ** -149)], // the smallest float32
  [1e300, largest],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])("float32AtMost(%s) is %s", (value, expected) => {
  expect(float32AtMost(value)).toBe(expected);
});

it("float32AtMost(value) compares with every float32 as value does", () => {
  const number = fc.double({ noNaN: true });
  fc.assert(
    fc.property(number, fc.float({ noNaN: true }), (value, feature) => {
      expect(feature <= float32AtMost(value)).toBe(feature <= value);
      const near = Math.fround(value);
      expect(near <= float32AtMost(value)).toBe(near <= value);
    }),
  );
});
