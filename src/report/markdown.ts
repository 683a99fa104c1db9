// Markdown as GitHub reads it.

/** Text from outside (a title, a name, an error) that must not become markup; line ends become spaces. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|~$#]/g, "\\$&");
}

export interface Column {
  readonly title: string;
  readonly align?: "right";
}

/** A table of cells that are markdown already. A cell too few or too many is a defect. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const wrong = rows.find((row) => row.length !== columns.length);
  if (wrong !== undefined) {
    throw new RangeError(`Expected ${columns.length} cells a row, got ${wrong.length}: ${wrong.join(" | ")}`);
  }
  const rule = columns.map(({ align }) => (align === "right" ? "---:" : "---"));
  return [columns.map(({ title }) => title), rule, ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** A part that a reader opens. `summary` is plain text: markdown is not read there. */
export function details(summary: string, body: string): string {
  const text = summary.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<details>\n<summary>${text}</summary>\n\n${body}\n\n</details>`;
}

/** Blocks with an empty line between; empty ones vanish. */
export function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
