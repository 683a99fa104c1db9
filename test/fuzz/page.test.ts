import fc from "fast-check";
import { expect, test } from "vitest";
import { terminalOf } from "../../src/cli/terminal.ts";
import { renderHtml } from "../../src/report/html.ts";
import { escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";
import { casesOf } from "./cases.ts";
import { isInert } from "./inert-page.ts";
import { oddTexts } from "./mutations.ts";
import { survives } from "./survives.ts";

const pieces = [
  "<script>",
  "</script>",
  "<img src=x onerror=alert(1)>",
  "<details>",
  "</details>",
  "<summary>",
  "<details open ontoggle=alert(1)>",
  "<svg onload=x>",
  "<!--",
  "-->",
  "</style>",
  "[a](javascript:alert(1))",
  "[a](data:text/html,x)",
  "[a]( \u0001javascript:x)",
  "![a](figures/a.svg)",
  "![a](https://example.org/a.png)",
  "<https://example.org>",
  "<javascript:x>",
  "[a]: javascript:x\n",
  "[a]",
  "```\n",
  "`",
  "&lt;",
  "&#106;avascript:",
  "# ",
  "\n",
  "\n\n",
  "|",
  "| a |\n| - |\n| b |\n",
  "*",
  "**",
  "_",
  "\\",
  '"',
  "'",
  "- ",
  "> ",
  "    ",
  "java\nscript:",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces, ...oddTexts), fc.string({ maxLength: 8 })), { maxLength: 25 })
  .map((all) => all.join(""));

test("renderHtml({ markdown, figures }) of any markdown is a page in which nothing runs", () => {
  const figures = [{ name: "figures/a.svg", svg: "<svg ></svg>", alt: '"><script>' }];
  fc.assert(
    fc.property(text, text, (markdown, name) => {
      const page = survives(markdown.length, () => {
        const table = markdownTable([{ title: "Name" }], [[escapeMarkdown(name)]]);
        return renderHtml({ markdown: `# ${escapeMarkdown(name)}\n\n${markdown}\n\n${table}\n`, figures });
      });
      if (!isInert(page!)) throw new Error(page!.slice(page!.indexOf("<main>")));
    }),
    casesOf("page"),
  );
}, 60_000);

test("isInert(html) is false for what runs", () => {
  for (const bad of [
    "<script>x</script>",
    '<a href="javascript:x">',
    "<p onclick=x>",
    "<img src=x>",
    "</style></style>",
  ]) {
    expect(isInert(`<style></style>${bad}`)).toBe(false);
  }
});

test.each([
  ["brackets", "[".repeat(20_000)],
  ["stars", "*a ".repeat(6000)],
  ["ticks", "`a ".repeat(6000)],
  ["quotes", `${"> ".repeat(19)}a\n`.repeat(500)],
  ["pictures", "![](a".repeat(4000)],
  ["spaces", `a${" ".repeat(19_000)}b`],
  ["pipes", "|".repeat(20_000)],
  ["tags", "<details>".repeat(2000)],
])("renderHtml({ markdown }) of a description of 20,000 characters of %s comes to an end", (_, markdown) => {
  survives(markdown.length, () => renderHtml({ markdown, figures: [] }));
});

const start = "\u001b";
const own = new RegExp(`${start}\\[\\d{1,2}m|\r${start}\\[2K|[\n\t]`, "g");

test("write(text) of a terminal lets no control character of a name through", () => {
  fc.assert(
    fc.property(text, fc.string({ unit: "binary", maxLength: 30 }), (one, other) => {
      const shown: string[] = [];
      const stream = { isTTY: true, columns: 80, write: (part: unknown) => shown.push(String(part)) > 0 };
      terminalOf(stream, stream, {}).stdout.write(`${one}${other}`);
      const others = shown.join("").replaceAll(own, "");
      if (/[\p{Cc}\u202e]/u.test(others)) throw new Error(JSON.stringify(shown));
    }),
    casesOf("terminal"),
  );
});
