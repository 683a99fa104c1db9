import { expect, it } from "vitest";
import { scalingOf, standardise } from "../../src/data/standardise.ts";

// Rows 0 and 1 are trained on; the third column is not asked for.
const rows = () => Float64Array.of(1, 7, 1, 5, 7, 0, 9, 8, 1);

it("scalingOf(features, size, columns, train) is of the training rows: mean 3 and deviation 2 of 1 and 5", () => {
  const { means, deviations } = scalingOf(rows(), 3, [0, 1], Uint32Array.of(0, 1));
  expect([...means]).toEqual([3, 7, 0]);
  expect([...deviations]).toEqual([2, 1, 1]); // of what is the same in all training rows 1, of others too
});

it("standardise(features, scaling) changes all rows, and leaves columns that were not asked for", () => {
  const features = rows();
  standardise(features, scalingOf(features, 3, [0, 1], Uint32Array.of(0, 1)));
  expect([...features]).toEqual([-1, 0, 1, 1, 0, 0, 3, 1, 1]);
});

it("scalingOf(...) makes 0 of a number that is the same in all training rows, though their mean is rounded", () => {
  const features = Float64Array.from({ length: 101 }, (_, id) => (id < 100 ? 0.1 : 0.3));
  // 0.1 added up a hundred times is 9.99999999999998 in float64, in Python too.
  const scaling = scalingOf(
    features,
    1,
    [0],
    Uint32Array.from({ length: 100 }, (_, id) => id),
  );
  expect([scaling.means[0], scaling.deviations[0]]).toEqual([0.1, 1]);
  standardise(features, scaling);
  expect(features[0]).toBe(0);
  expect(features[100]).toBeCloseTo(0.2, 12);
});
