// A figure of the report: the picture, the Vega-Lite specification that it was drawn from, and the words about it.
import type { Config, TopLevelSpec } from "vega-lite";
import { renderSvg } from "./render-svg.ts";

export type FigureSpec = TopLevelSpec;

export interface Figure {
  /** Of the picture, relative to the report: "figures/moons-boundaries.svg". */
  readonly name: string;
  readonly svg: string;
  /** The whole Vega-Lite specification as JSON: any reader of Vega-Lite draws the same picture from it. */
  readonly spec: string;
  /** What a reader who does not see the picture needs to know: what is drawn, and what it shows in numbers. */
  readonly alt: string;
  /** Markdown. */
  readonly caption: string;
}

export type FigureText = Pick<Figure, "name" | "alt" | "caption">;

/** Draws the specification. Every figure is made here, so that each one has the same look and keeps its specification. */
export async function figureOf(spec: FigureSpec, text: FigureText): Promise<Figure> {
  const json = shortJson({ $schema, description: text.alt, ...spec, config });
  return { ...text, svg: await renderSvg(JSON.parse(json)), spec: `${json}\n` };
}

/** "figures/moons-boundaries.vl.json", beside the picture. */
export function specName({ name }: Pick<Figure, "name">): string {
  return name.replace(/\.svg$/, ".vl.json");
}

/** Six digits are more than a picture shows: a smaller file, and no last bits that differ between machines. */
function shortJson(spec: FigureSpec): string {
  return JSON.stringify(spec, (_, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
  );
}

const $schema = "https://vega.github.io/schema/vega-lite/v6.json";

const font = "-apple-system, BlinkMacSystemFont, Segoe UI, Helvetica, Arial, DejaVu Sans, sans-serif";

const config: Config = {
  background: "#ffffff",
  font,
  padding: 12,
  // Labels for screen readers on each mark would be most of the file; the alt text of the figure says it.
  aria: false,
  view: { stroke: "#cccccc" },
  axis: {
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: "normal",
    labelColor: "#333333",
    titleColor: "#333333",
    gridColor: "#ebebeb",
    domainColor: "#999999",
    tickColor: "#999999",
  },
  legend: { labelFontSize: 12, titleFontSize: 12, labelLimit: 0, symbolStrokeWidth: 3, symbolOpacity: 1 },
  title: {
    fontSize: 14,
    fontWeight: "bold",
    subtitleFontSize: 12,
    subtitleColor: "#555555",
    anchor: "start",
    frame: "group",
  },
};
