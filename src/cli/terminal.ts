// The two streams of the command and what each can show. Data goes to stdout, everything else to stderr; either may
// be a terminal while the other is a file.

type Environment = Readonly<Record<string, string | undefined>>;

export interface Output {
  write(text: string): void;
  /** May be rewritten in place: a terminal that understands cursor movement. */
  readonly isLive: boolean;
  readonly hasColor: boolean;
  /** Characters in a line, asked anew each time: windows change their size. */
  columns(): number;
}

export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
}

export type OutputStream = Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">;

export function terminalOf(stdout: OutputStream, stderr: OutputStream, env: Environment): Terminal {
  return { stdout: outputOf(stdout, env), stderr: outputOf(stderr, env) };
}

export function withoutColor({ stdout, stderr }: Terminal): Terminal {
  return { stdout: { ...stdout, hasColor: false }, stderr: { ...stderr, hasColor: false } };
}

function outputOf(stream: OutputStream, env: Environment): Output {
  const isLive = stream.isTTY === true && env.TERM !== "dumb";
  return {
    write: (text) => void stream.write(inert(text)),
    isLive,
    // https://no-color.org: set and not empty, whatever the value.
    hasColor: isLive && !env.NO_COLOR,
    columns: () => (stream.columns > 0 ? stream.columns : 80),
  };
}

/**
 * Names, errors and rows may come from the files of somebody else: of control characters only the ends of lines, tabs and the
 * sequences of this program pass, which colour text and clear the line.
 */
function inert(text: string): string {
  return text.replaceAll(controls, (part) => (part.length > 1 || /[\n\t]/.test(part) ? part : "\ufffd"));
}

/** Those that turn the direction of text as well: with them a line reads as another one. */
const start = "\u001b";
const controls = new RegExp(
  `\r${start}\\[2K|${start}\\[\\d{1,2}m|[\\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]`,
  "gu",
);

const codes = { red: 31, green: 32, yellow: 33, bold: 1 } as const;

export function colored(text: string, color: keyof typeof codes, output: Pick<Output, "hasColor">): string {
  return output.hasColor ? `\u001b[${codes[color]}m${text}\u001b[0m` : text;
}
