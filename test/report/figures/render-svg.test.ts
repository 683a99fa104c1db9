import { expect, test } from "vitest";
import type { FigureSpec } from "../../../src/report/figures/figure.ts";
import { renderSvg } from "../../../src/report/figures/render-svg.ts";

/** With a clip path and a gradient: both have ids that Vega counts through the process. */
const spec: FigureSpec = {
  width: 100,
  height: 50,
  data: { values: [0, 1, 2].map((x) => ({ x, y: x / 3 })) },
  mark: {
    type: "area",
    clip: true,
    color: {
      gradient: "linear",
      stops: [
        { offset: 0, color: "white" },
        { offset: 1, color: "green" },
      ],
    },
  },
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
  },
};

test("renderSvg(spec) gives the same bytes however often it was called before", async () => {
  const first = await renderSvg(spec);
  expect(await renderSvg(spec)).toBe(first);
  expect(await Promise.all([renderSvg(spec), renderSvg(spec)])).toEqual([first, first]);
});

test("renderSvg(spec) points to no id that is not there", async () => {
  const svg = await renderSvg(spec);
  const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
  const defined = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(defined.length).toBeGreaterThan(1);
  expect(new Set(used)).toEqual(new Set(defined));
  expect(new Set(defined).size).toBe(defined.length);
});

test("renderSvg(spec) escapes text", async () => {
  expect(await renderSvg({ ...spec, title: "a < b & c" })).toContain("a &lt; b &amp; c");
});
