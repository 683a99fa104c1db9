import { expect, test } from "vitest";
import { type FigureSpec, figureOf, specName } from "../../../src/report/figures/figure.ts";
import { renderSvg } from "../../../src/report/figures/render-svg.ts";

const text = { name: "figures/a.svg", alt: "Two points: 0.333 and 12", caption: "*Two* points" };

function points(values: readonly { readonly x: number }[]): FigureSpec {
  return {
    width: 100,
    height: 50,
    data: { values: [...values] },
    mark: "point",
    encoding: { x: { field: "x", type: "quantitative" } },
  };
}

test("figureOf(spec, text) is on white, whatever is behind it", async () => {
  const { svg } = await figureOf(points([{ x: 1 }]), text);
  expect(svg).toMatch(/^<svg [^>]*><rect width="\d+" height="\d+" fill="#ffffff"\/>/);
});

test("figureOf(spec, text) keeps a specification from which the same picture is drawn", async () => {
  const figure = await figureOf(points([{ x: 1 / 3 }, { x: 12 }]), text);
  const read = JSON.parse(figure.spec);
  expect(await renderSvg(read)).toBe(figure.svg);
  expect(read.$schema).toBe("https://vega.github.io/schema/vega-lite/v6.json");
  expect(read.description).toBe(text.alt);
});

test("figureOf(spec, text) keeps six digits of a fraction and all of a whole number", async () => {
  const { spec } = await figureOf(
    points([{ x: 1 / 3 }, { x: 1e-7 / 3 }, { x: 123456.789 }, { x: 12345678 }]),
    text,
  );
  expect(JSON.parse(spec).data).toEqual({
    values: [{ x: 0.333333 }, { x: 3.33333e-8 }, { x: 123457 }, { x: 12345678 }],
  });
});

test("specName(figure) is the name of the picture with another ending", () => {
  expect(specName(text)).toBe("figures/a.vl.json");
});
