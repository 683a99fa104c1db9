// A figure as part of a page. Its picture keeps its own white ground in the dark as well: the colours are told apart on
// white.
import type { Figure } from "./figures/figure.ts";
import { escapeHtml } from "./html-escape.ts";

export type PageFigure = Pick<Figure, "name" | "svg" | "alt">;

/** `caption`: HTML, or empty. */
export function renderHtmlFigure(figure: PageFigure, caption: string): string {
  const captionElement = caption === "" ? "" : `\n<figcaption>${caption}</figcaption>`;
  return `<figure>\n<div class="wide">${inlineSvg(figure)}</div>${captionElement}\n</figure>\n`;
}

/** Every file numbers its ids from 0; on one page they need the figure's name before them. */
function inlineSvg({ name, svg, alt }: PageFigure): string {
  const prefix = `${name.replace(/^.*\//, "").replace(/\.svg$/, "")}:`;
  return svg
    .trimEnd()
    .replaceAll(/( id="|url\(#|href="#)/g, `$1${prefix}`)
    .replace("<svg ", `<svg role="img" aria-label="${escapeHtml(alt)}" `);
}
