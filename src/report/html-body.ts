// The markdown of a report as the body of a page. A study's description may hold any markdown, so nothing that it says
// may run or load: raw HTML is text but for the <details> of the report itself, a link has a scheme that runs nothing,
// and a picture that is no figure of the report is a link.
import { Marked, Renderer, type RendererObject, type TokenizerAndRendererExtension } from "marked";
import { escapeHtml } from "./html-escape.ts";
import { type PageFigure, renderHtmlFigure } from "./html-figure.ts";
import { type Heading, headingOf } from "./html-headings.ts";

export interface HtmlBody {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** GitHub's markdown; an image with the name of a figure is that figure, with the line in italics below as its caption. */
export function htmlBody(markdown: string, figures: readonly PageFigure[]): HtmlBody {
  const headings: Heading[] = [];
  const marked = new Marked({
    tokenizer: {
      html: (source) => (/^<\/?details>/.test(source) ? false : undefined), // false: marked's own, undefined: it is text
      tag: () => undefined,
    },
    renderer: {
      ...elements,
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const heading = headingOf(html, depth, headings);
        headings.push(heading);
        return `<h${depth} id="${heading.id}">${html}</h${depth}>\n`;
      },
    },
    extensions: [figureBlock(figures)],
  });
  return { html: marked.parse(markdown, { async: false }), headings };
}

const elements: RendererObject = {
  html: ({ text }) => `${text.trim().replaceAll(/<(?!\/?(?:details|summary)>)/g, "&lt;")}\n`,
  link({ href, tokens }) {
    return linkTo(href, this.parser.parseInline(tokens));
  },
  image: ({ href, text }) => linkTo(href, escapeHtml(text)),
  table(token) {
    return `<div class="wide" role="group" aria-label="Table" tabindex="0">\n${Renderer.prototype.table.call(this, token)}</div>\n`;
  },
  tablecell({ header, align, tokens }) {
    const element = header ? "th" : "td";
    const attributes = `${header ? ' scope="col"' : ""}${align === "right" ? ' class="number"' : ""}`;
    return `<${element}${attributes}>${this.parser.parseInline(tokens)}</${element}>\n`;
  },
};

const schemes = ["https:", "http:", "mailto:"];

/** The text alone where the address has another scheme. Another report is linked as a page. */
function linkTo(href: string, text: string): string {
  const address = href.replaceAll("&amp;", "&").replace(/^([^:]*\/)?report\.md(?=#|$)/, "$1report.html");
  const from = "https://report.invalid/"; // that which relative addresses are relative to
  if (!URL.canParse(address, from) || !schemes.includes(new URL(address, from).protocol)) return text;
  return `<a href="${escapeHtml(address)}">${text}</a>`;
}

/** `![...](figures/a.svg)` in a line of its own, and `*caption*` in the next paragraph. */
function figureBlock(figures: readonly PageFigure[]): TokenizerAndRendererExtension {
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  return {
    name: "figure",
    level: "block",
    tokenizer(source) {
      const match = /^!\[.*\]\(([^()\s]+)\)(?:\n\n\*(.+)\*)?(?:\n+|$)/.exec(source);
      if (match === null || !byName.has(match[1]!)) return undefined;
      const token = { type: "figure", raw: match[0], name: match[1], tokens: [] };
      this.lexer.inline(match[2] ?? "", token.tokens);
      return token;
    },
    renderer({ name, tokens }) {
      return renderHtmlFigure(byName.get(name)!, this.parser.parseInline(tokens ?? []));
    },
  };
}
