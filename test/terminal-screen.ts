// A terminal as far as the command uses one: what a person would see after some output. It takes the few sequences that the
// command may write and refuses all others, so that a test fails where a new one comes in.

export interface Screen {
  /** What stands there, without spaces at the ends of lines; a line that was too long goes on in the next one. */
  readonly lines: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number; readonly isVisible: boolean };
  /** Lines that were rewritten in place, as they stood then. */
  readonly overwritten: readonly string[];
}

export function screenAfter(output: string, columns: number): Screen {
  const lines: string[] = [""];
  const overwritten: string[] = [];
  let [row, column, isVisible] = [0, 0, true];

  const put = (character: string) => {
    if (column === columns) {
      [row, column] = [row + 1, 0];
      lines[row] ??= "";
    }
    const line = lines[row]!.padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + 1);
    column++;
  };

  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is made of them
  for (const [token] of output.matchAll(/\u001b\[[?\d;]*[A-Za-z]|[\s\S]/gu)) {
    if (token === "\r") column = 0;
    else if (token === "\n") {
      row++; // a terminal's driver has written the \r before it
      lines[row] ??= "";
    } else if (token === "\u001b[2K") {
      overwritten.push(lines[row]!.trimEnd());
      lines[row] = "";
    } else if (token === "\u001b[?25l") isVisible = false;
    else if (token === "\u001b[?25h") isVisible = true;
    else if (token.startsWith("\u001b[") && token.endsWith("m"))
      continue; // a colour
    else if (token < " ") throw new Error(`The command wrote ${JSON.stringify(token)}, which no test knows`);
    else put(token);
  }
  return { lines: lines.map((line) => line.trimEnd()), cursor: { row, column, isVisible }, overwritten };
}
