import { blocks, details } from "./markdown.ts";

/** More lines than a reader takes in at once. */
const mostLines = 14;

export function isLong(table: string): boolean {
  return table.split("\n").length > mostLines;
}

/** A table under its title (markdown) and a text; `isFolded`: the reader opens the table. */
export function titledTable(title: string, text: string, table: string, isFolded = isLong(table)): string {
  return blocks([`**${title}.** ${text}`, isFolded ? details("The table", table) : table]);
}
