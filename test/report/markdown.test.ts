import fc from "fast-check";
import { expect, test } from "vitest";
import { blocks, escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";

test("escapeMarkdown(text) leaves nothing that markdown would read", () => {
  expect(escapeMarkdown("a | `b` <c> *d* _e_ [f](g) & \\ ~h~")).toBe(
    "a \\| \\`b\\` &lt;c&gt; \\*d\\* \\_e\\_ \\[f\\](g) &amp; \\\\ \\~h\\~",
  );
});

test("escapeMarkdown(text) is one line", () => {
  expect(escapeMarkdown("a\r\n\n b")).toBe("a b");
});

test("escapeMarkdown(text) never ends a cell of a table, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const cell = escapeMarkdown(text);
      // A bar counts as a separator unless an odd number of backslashes stands before it.
      expect(cell).not.toMatch(/(^|[^\\])(\\\\)*\|/);
      expect(cell).not.toMatch(/[\n<>]/);
    }),
  );
});

test("markdownTable(columns, rows) writes a line a row", () => {
  expect(markdownTable([{ title: "a" }, { title: "b", align: "right" }], [["1", "2"]])).toBe(
    "| a | b |\n| --- | ---: |\n| 1 | 2 |",
  );
});

test("markdownTable(columns, rows) throws at a row of another length", () => {
  expect(() => markdownTable([{ title: "a" }], [["1", "2"]])).toThrow("Expected 1 cells a row, got 2: 1 | 2");
});

test("blocks(parts) leaves empty parts out", () => {
  expect(blocks(["a", "", "b"])).toBe("a\n\nb");
});
