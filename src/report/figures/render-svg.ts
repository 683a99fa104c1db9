// From a Vega-Lite specification to the text of an SVG file. Nothing is loaded from anywhere: all data are inline.
import { loader, parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** The same specification gives the same bytes, however many figures this process has drawn before. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), {
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
