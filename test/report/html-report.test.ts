import { beforeAll, expect, test } from "vitest";
import { renderHtml } from "../../src/report/html.ts";
import { type Report, renderReport } from "../../src/report/report.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import { rows, study } from "./fixture.ts";

const command = "distilgrid run studies/fixture.yaml";
let report: Report;
beforeAll(async () => {
  report = await renderReport({ study, rows, command });
});

test("renderReport(input) makes a page with every figure and every heading of its markdown", () => {
  const { html, markdown, figures } = report;
  expect(html.match(/<svg role="img" aria-label="[^"]{20,}"/g)).toHaveLength(figures.length);
  expect(html.match(/<figcaption>/g)).toHaveLength(figures.length);
  expect(html.match(/<h[1-6] /g)).toHaveLength(markdown.match(/^#+ /gm)!.length);
  expect(html.match(/<table>/g)).toHaveLength(markdown.match(/^\|(?: -+:? \|)+$/gm)!.length);
  expect(html).toContain("<title>Fixture | two &lt;experiments&gt;</title>");
});

test("renderReport(input) makes a page whose ids are unique and whose references are all there", () => {
  const ids = [...report.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const references = [...report.html.matchAll(/(?:url\(|href=")#([^")]+)/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(references.length).toBeGreaterThan(5);
  expect(references.filter((id) => !ids.includes(id))).toEqual([]);
});

test("renderReport(input) makes a page that loads and runs nothing, and is the same twice", () => {
  const { html } = report;
  expect(html).not.toMatch(/<(?:script|link|iframe|img|object|image)|@import|src=|url\((?!#)| on\w+="/);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline';`);
  expect(renderHtml(report)).toBe(html);
});

test("renderReport(input) makes a page in which titles and a description of a study are text", async () => {
  const hostile = parseStudyObject({
    ...study,
    title: '<script>alert("title")</script>',
    description: 'Hello <img src=x onerror="alert(1)">\n\n<script>alert(2)</script>',
    experiments: study.experiments.map((experiment) => ({
      ...experiment,
      title: "<b onclick=alert(3)>x</b>",
    })),
  });
  const { html } = await renderReport({ study: hostile, rows: [], command: "x </pre><script>" });
  expect(html).not.toMatch(/<(?:script|img|b)\b/);
  expect(html).toContain("<title>&lt;script&gt;alert(&quot;title&quot;)&lt;/script&gt;</title>");
  expect(html).toContain("<p>&lt;script&gt;alert(2)&lt;/script&gt;</p>");
});
