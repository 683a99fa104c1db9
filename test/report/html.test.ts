import fc from "fast-check";
import { expect, test } from "vitest";
import { renderHtml } from "../../src/report/html.ts";
import { blocks, details, escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";

/** What stands between <main> and </main>. */
function pageOf(markdown: string, figures: Parameters<typeof renderHtml>[0]["figures"] = []): string {
  return /<main>\n(.*)<\/main>/s.exec(renderHtml({ markdown, figures }))![1]!;
}

const curves = {
  name: "figures/a-curves.svg",
  svg: '<svg width="10"><defs><clipPath id="clip0"/></defs><g clip-path="url(#clip0)"/></svg>\n',
  alt: 'Two "curves" & <more>',
};

test("renderHtml(report) is markdown as HTML, a heading with the id that GitHub gives it", () => {
  expect(pageOf("# Soft | hard, 2 &lt;x&gt;\n\nIt *is*: [a page](../seed/report.md#the-answer).")).toBe(
    '<h1 id="soft--hard-2-x">Soft | hard, 2 &lt;x&gt;</h1>\n' +
      '<p>It <em>is</em>: <a href="../seed/report.html#the-answer">a page</a>.</p>\n',
  );
});

test("renderHtml(report) has the contents before the second heading, and tells equal headings apart", () => {
  expect(pageOf("# A\n\nText.\n\n## Same\n\n### Same\n\n#### Deep\n\n## Same")).toBe(
    '<h1 id="a">A</h1>\n<p>Text.</p>\n<nav aria-label="Contents">\n<ul>\n' +
      '<li class="depth-2"><a href="#same">Same</a></li>\n' +
      '<li class="depth-3"><a href="#same-1">Same</a></li>\n' +
      '<li class="depth-2"><a href="#same-2">Same</a></li>\n' +
      "</ul>\n</nav>\n" +
      '<h2 id="same">Same</h2>\n<h3 id="same-1">Same</h3>\n<h4 id="deep">Deep</h4>\n<h2 id="same-2">Same</h2>\n',
  );
});

test("renderHtml(report) marks the cells of a column of numbers, and lets a wide table scroll", () => {
  const table = markdownTable(
    [{ title: "Arm" }, { title: "n", align: "right" }],
    [[escapeMarkdown("a|b"), "5"]],
  );
  expect(pageOf(table).replaceAll("\n", "")).toBe(
    '<div class="wide" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">Arm</th><th scope="col" class="number">n</th></tr></thead>' +
      '<tbody><tr><td>a|b</td><td class="number">5</td></tr></tbody></table></div>',
  );
});

test("renderHtml(report) has a figure in its place, with its alt text, its caption and ids of its own", () => {
  expect(pageOf(`![Two](${curves.name})\n\n*A *fine* caption: 1 &lt; 2.*\n\nText.`, [curves])).toBe(
    '<figure>\n<div class="wide"><svg role="img" aria-label="Two &quot;curves&quot; &amp; &lt;more&gt;" width="10">' +
      '<defs><clipPath id="a-curves:clip0"/></defs><g clip-path="url(#a-curves:clip0)"/></svg></div>\n' +
      "<figcaption>A <em>fine</em> caption: 1 &lt; 2.</figcaption>\n</figure>\n<p>Text.</p>\n",
  );
});

test("renderHtml(report) has a part that a reader opens as <details>, with markdown inside", () => {
  expect(pageOf(details("Keys <all>", "a *b*"))).toBe(
    "<details>\n<summary>Keys &lt;all&gt;</summary>\n<p>a <em>b</em></p>\n</details>\n",
  );
});

test("renderHtml(report) shows raw HTML of a description as text", () => {
  const page = pageOf(
    blocks([
      "<script>alert(1)</script>",
      'See <img src=x onerror="alert(1)"> here.',
      "<details>\n<script>alert(1)</script>\n<summary onclick=alert(1)>x</summary>",
      "<pre><img src=x onerror=alert(1)",
      "<!-- <b> -->",
    ]),
  );
  expect(page).toContain("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
  expect(page).toContain("<p>See &lt;img src=x onerror=&quot;alert(1)&quot;&gt; here.</p>");
  expect(page).toContain(
    "<details>\n&lt;script>alert(1)&lt;/script>\n&lt;summary onclick=alert(1)>x</summary>",
  );
  expect(page).toContain("<p>&lt;pre&gt;&lt;img src=x onerror=alert(1)</p>");
  expect(liveTags(page).filter((tag) => !/^<\/?p>/.test(tag))).toEqual(["<details>", "</summary>"]);
});

test("renderHtml(report) keeps of a link that would run something its text alone", () => {
  const hostile = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "<java\tscript:alert(1)>",
    "<\u0001javascript:alert(1)>",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
  ];
  for (const address of hostile) {
    for (const link of [`[a link](${address})`, `![a link](${address})`]) expectNothingRuns(pageOf(link));
  }
  expect(pageOf("[a link](javascript:alert(1))")).toBe("<p>a link</p>\n");
  expect(pageOf("<javascript:alert(1)>")).toBe("<p>javascript:alert(1)</p>\n");
  // an entity that the browser would read as a colon is no longer one
  expect(pageOf("[a](javascript&colon;alert(1))")).toBe(
    '<p><a href="javascript&amp;colon;alert(1)">a</a></p>\n',
  );
  expect(pageOf('[a](x"onclick=alert(1))')).toBe('<p><a href="x&quot;onclick=alert(1)">a</a></p>\n');
});

test("renderHtml(report) links to web pages, to mail and beside itself", () => {
  for (const address of [
    "https://arxiv.org/abs/1503.02531?a=1&amp;b=2",
    "mailto:a@b.org",
    "study.yaml",
    "#a",
  ])
    expect(pageOf(`[a](${address})`)).toBe(`<p><a href="${address}">a</a></p>\n`);
});

test("renderHtml(report) loads no picture: one that is no figure of the report is a link", () => {
  expect(pageOf("![A *cat*](https://example.org/cat.png)")).toBe(
    '<p><a href="https://example.org/cat.png">A *cat*</a></p>\n',
  );
  expect(pageOf("![<b>](cat.png)")).toBe('<p><a href="cat.png">&lt;b&gt;</a></p>\n');
});

test("renderHtml(report) has no live markup but its own, whatever the markdown", () => {
  const piece = fc.constantFrom(
    ...[
      "<script>",
      "<img src=x onerror=alert(1)",
      "<details>",
      "</details>",
      "<summary>",
      "<pre>",
      "<svg/onload=x",
      "<!--",
    ],
    ...[
      "![a](figures/a.svg)",
      "[b](javascript:x)",
      "[b]: javascript:x",
      "[b]",
      "<javascript:x>",
      "`",
      "```",
      "~~~html",
    ],
    ...[
      "| a | b |",
      "| - | - |",
      "# ",
      "- ",
      "> ",
      "*",
      "_",
      "\n",
      "\n\n",
      "    ",
      " ",
      '"',
      "'",
      "&lt;",
      "&",
      "\\",
      "text",
      ">",
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => expectNothingRuns(pageOf(pieces.join("")))),
    { numRuns: 300 },
  );
});

const ownTags =
  /^<\/?(?:a|p|h[1-6]|ul|ol|li|em|strong|del|code|pre|blockquote|br|hr|div|table|thead|tbody|tr|th|td|nav|details|summary|input)(?: [a-z-]+(?:="[^"<>]*")?)*>/;

/** Every "<" opens or closes an element of markdown, no attribute is one that runs, and no link has a scheme that does. */
function expectNothingRuns(page: string): void {
  for (const { index } of page.matchAll(/</g)) expect(page.slice(index)).toMatch(ownTags);
  for (const [, name, value] of liveTags(page).flatMap((tag) => [
    ...tag.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g),
  ])) {
    expect(name).toMatch(/^(?:href|id|class|scope|tabindex|start|checked|disabled|type|role|aria-label)$/);
    if (name === "href") expect(value).not.toMatch(/^\s*(?:javascript|vbscript|data|file):/i);
  }
}

function liveTags(page: string): string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
}
