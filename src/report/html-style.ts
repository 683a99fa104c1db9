// How the page looks: a readable measure for text, all the width for tables and figures, which scroll where it is not
// enough; light, dark and on paper.

export const pageStyle = `\
:root {
  color-scheme: light dark;
  --text: #1f2328; --quiet: #59636e; --ground: #ffffff; --raised: #f6f8fa; --line: #d1d9e0; --link: #0550ae;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #d8dee4; --quiet: #9ea7b3; --ground: #14181d; --raised: #1f252c; --line: #3a424c; --link: #79b8ff;
  }
}
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Helvetica, Arial, sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
p, ul, ol, blockquote, figcaption, h1 { max-width: 46rem; box-sizing: border-box; }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 0.6em; }
h1 { font-size: 1.9rem; margin-top: 0.5em; }
h2 { font-size: 1.4rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; }
a { color: var(--link); }
li { margin: 0.25em 0; }
blockquote { margin: 1em 0; padding: 0.1em 1em; border-left: 4px solid var(--line); color: var(--quiet); }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { overflow-x: auto; padding: 0.75em 1em; background: var(--raised); border-radius: 6px; }
nav ul { list-style: none; padding: 0.75em 1em; background: var(--raised); border-radius: 6px; }
nav .depth-3 { padding-left: 1.25em; font-size: 0.9375em; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
th, td { padding: 0.35em 0.7em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { vertical-align: bottom; background: var(--raised); }
td { min-width: 2.5rem; }
.number { text-align: right; }
td.number { white-space: nowrap; }
figure { margin: 2em 0; }
figure svg { display: block; max-width: 100%; height: auto; background: #ffffff; border-radius: 6px; }
figcaption { margin-top: 0.6em; font-size: 0.875rem; color: var(--quiet); }
details { margin: 1em 0; }
summary { cursor: pointer; }
@media screen and (max-width: 45rem) {
  figure svg { max-width: none; }
  table { width: max-content; }
  th, td { max-width: 11rem; }
}
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  .wide { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: 0.2em 0.4em; }
  tr, figure { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  figure svg { max-width: 100%; }
  details::details-content { content-visibility: visible; }
}
`;
