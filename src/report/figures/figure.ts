// From a Vega-Lite specification to the text of an SVG file. Nothing is loaded from anywhere: all data are inline.
import { loader, parse, View } from "vega";
import { type Config, compile, type TopLevelSpec } from "vega-lite";

export type FigureSpec = TopLevelSpec;

export interface Figure {
  /** Relative to the report: "figures/moons-boundaries.svg". */
  readonly name: string;
  readonly svg: string;
  /** What a reader who does not see the picture needs to know. */
  readonly alt: string;
  /** Markdown. */
  readonly caption: string;
}

/** The same specification gives the same bytes, however many figures this process has drawn before. */
export async function renderSvg(spec: FigureSpec): Promise<string> {
  const view = new View(parse(compile({ ...spec, config }).spec), {
    renderer: "none",
    loader: closedLoader(),
  });
  try {
    return `${rounded(countedAnew(await view.toSVG()))}\n`;
  } finally {
    view.finalize();
  }
}

/** A figure that asks for a file or an address is a defect. */
function closedLoader() {
  const closed = loader();
  closed.load = (uri) => Promise.reject(new Error(`A figure must not load anything, and asks for ${uri}`));
  return closed;
}

/** Vega numbers gradients and clip paths through the life of the process: here each file counts from 0. */
function countedAnew(svg: string): string {
  const ids = new Map<string, string>();
  for (const [, id = ""] of svg.matchAll(/ id="([^"]+)"/g))
    ids.set(id, `${id.replace(/\d+$/, "")}${ids.size}`);
  return svg.replaceAll(
    /( id="|url\(#)([^")]+)/g,
    (_, before: string, id: string) => before + (ids.get(id) ?? id),
  );
}

/** A hundredth of a pixel is enough: a smaller file, and no last bits that differ between machines. */
function rounded(svg: string): string {
  return svg.replaceAll(/ (?:d|transform|x|y|x1|y1|x2|y2|width|height)="[^"]*"/g, (attribute) =>
    attribute.replaceAll(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
}

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
