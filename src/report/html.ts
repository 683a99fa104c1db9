// The report as one page: the content of report.md with its figures inside. It loads nothing and runs nothing, and says so
// to the browser as well.
import { htmlBody } from "./html-body.ts";
import type { PageFigure } from "./html-figure.ts";
import { renderContents } from "./html-headings.ts";
import { pageStyle } from "./html-style.ts";

export interface HtmlInput {
  readonly markdown: string;
  readonly figures: readonly PageFigure[];
}

/** A whole HTML document. The contents stand before the first heading of the second level. */
export function renderHtml({ markdown, figures }: HtmlInput): string {
  const { html, headings } = htmlBody(markdown, figures);
  const start = Math.max(0, html.indexOf("<h2 "));
  const title = headings[0]?.text ?? "Report";
  return `${head(title)}${html.slice(0, start)}${renderContents(headings)}${html.slice(start)}${foot}`;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

function head(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
${pageStyle}</style>
</head>
<body>
<main>
`;
}

const foot = `</main>
</body>
</html>
`;
