import { expect, test } from "vitest";
import { splitText } from "../../../src/report/figures/split-text.ts";

test("splitText(split, shape, hasBytes) of an image is row and column of the pixel, and the highest byte that goes left", () => {
  // 14 * 28 + 10; between 96 and 97
  expect(splitText({ feature: 402, threshold: 96.5 }, [28, 28, 1], true)).toEqual([
    "row 14, column 10",
    "≤ 96",
  ]);
  expect(splitText({ feature: 0, threshold: 0.5 }, [28, 28], true)).toEqual(["row 0, column 0", "≤ 0"]);
});

test("splitText(split, shape, hasBytes) of an image of other numbers keeps the threshold's digits", () => {
  const text = (threshold: number) => splitText({ feature: 3, threshold }, [2, 2, 1], false);
  expect([0.35, -1.25].map(text)).toEqual([
    ["row 1, column 1", "≤ 0.35"],
    ["row 1, column 1", "≤ −1.25"],
  ]);
});

test("splitText(split, shape, hasBytes) of a colour image names the channel", () => {
  // pixel 1 * 4 + 3, 3 channels each
  expect(splitText({ feature: 7 * 3 + 2, threshold: 10.5 }, [2, 4, 3], true)).toEqual([
    "row 1, column 3",
    "channel 2 ≤ 10",
  ]);
});

test("splitText(split, shape, hasBytes) of the plane is about x and y", () => {
  expect(splitText({ feature: 0, threshold: 0.5234 }, [2], false)).toEqual(["x ≤ 0.52"]);
  expect(splitText({ feature: 1, threshold: -1.2 }, [2], false)).toEqual(["y ≤ −1.2"]);
});

test("splitText(split, shape, hasBytes) of other data counts features, and keeps two digits of a small threshold", () => {
  const text = (threshold: number) => splitText({ feature: 12, threshold }, [13], false)[0];
  expect([3.5, 0, 1200, 0.0123, -0.00045, 1.23e-7].map(text)).toEqual([
    "feature 12 ≤ 3.5",
    "feature 12 ≤ 0",
    "feature 12 ≤ 1,200",
    "feature 12 ≤ 0.012",
    "feature 12 ≤ −0.00045",
    "feature 12 ≤ 1.2e-7",
  ]);
});
