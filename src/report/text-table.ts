export interface TextColumn {
  readonly title: string;
  readonly align?: "right";
  /** Longer cells are broken between words; without it the column is as wide as its widest cell. */
  readonly width?: number;
}

/** Aligned plain text, two spaces between the columns. Every character is taken as one column wide. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ title }) => title), ...rows].map((row) =>
    row.map((cell, i) => wrapped(cell, columns[i]?.width ?? Number.POSITIVE_INFINITY)),
  );
  const widths = columns.map((_, i) =>
    cells.reduce((widest, row) => Math.max(widest, ...(row[i] ?? []).map((line) => line.length)), 0),
  );
  return cells.flatMap((row) => linesOf(row, widths, columns)).join("\n");
}

/** The lines of one row: as many as its longest cell has. */
function linesOf(
  row: readonly string[][],
  widths: readonly number[],
  columns: readonly TextColumn[],
): string[] {
  const height = Math.max(...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ align }, i) => {
        const text = row[i]?.[line] ?? "";
        return align === "right" ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Lines of at most `width` characters, the second and later ones indented; a longer word is cut. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(shortened(last === undefined ? word : `  ${word}`, width));
  }
  return lines;
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
