import { expect, test } from "vitest";
import { type Picture, pictureLayers, pictureSize } from "../../../src/report/figures/pictures.ts";

test("pictureSize(count, shape) has rows of 6, each image of whole pixels of the screen", () => {
  // 28 rows of 3 pixels and 38 for the text
  expect(pictureSize(6, [28, 28, 1])).toEqual({ width: 696, height: 122 });
  expect(pictureSize(7, [28, 28, 1])).toEqual({ width: 696, height: 244 });
  // One pixel each: 2 does not fit into 84.
  expect(pictureSize(1, [64, 32]).height).toBe(64 + 38);
});

test("pictureSize(count, shape) of no picture is one line", () => {
  expect(pictureSize(0, [28, 28]).height).toBe(15);
});

interface Layer {
  readonly data: { readonly values: readonly Readonly<Record<string, unknown>>[] };
}

test("pictureLayers(pictures, shape, size) draws what is lit in grey, on black, and the text below", () => {
  const picture: Picture = {
    pixelsBase64: Buffer.from([0, 255, 34, 0]).toString("base64"),
    text: ["class 3", "twice"],
  };
  const size = pictureSize(1, [2, 2]);
  const [ground, raster, texts] = pictureLayers([picture], [2, 2], size) as unknown as readonly Layer[];
  expect(ground?.data.values).toEqual([{ left: 0, top: 0, right: 84, bottom: 84, fill: "#000000" }]);
  expect(raster?.data.values.map(({ stroke }) => stroke)).toEqual(["#222222", "#fefefe"]); // 34 is 0x22
  expect(texts?.data.values.map(({ text, top }) => [text, top])).toEqual([
    ["class 3", 96],
    ["twice", 111],
  ]);
});

test("pictureLayers(pictures, shape, size) takes the mean of the channels of a colour image", () => {
  const picture: Picture = { pixelsBase64: Buffer.from([255, 0, 0]).toString("base64"), text: [] };
  const [, raster] = pictureLayers(
    [picture],
    [1, 1, 3],
    pictureSize(1, [1, 1, 3]),
  ) as unknown as readonly Layer[];
  expect(raster?.data.values.map(({ stroke }) => stroke)).toEqual(["#555555"]); // 255 / 3 = 0x55
});
