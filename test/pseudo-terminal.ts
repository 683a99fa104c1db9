// Runs a shell command in a pseudo-terminal, without a package that has to be compiled: by `script` of util-linux, or by Python.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

type Program = (command: string) => readonly [string, ...string[]];

const pythonPty =
  "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(['/bin/sh', '-c', sys.argv[1]])))";

const programs: readonly Program[] = [
  (command) => ["script", "-qec", command, "/dev/null"],
  (command) => ["python3", "-c", pythonPty, command],
];

/** null where neither is there. */
export const pseudoTerminal = programs.find((program) => {
  const [file, ...args] = program("test -t 0 && test -t 1 && test -t 2");
  return spawnSync(file, args, { stdio: ["pipe", "ignore", "ignore"] }).status === 0;
});

export interface TerminalSession {
  /** What the program has written until now. */
  output(): string;
  /** Resolves when the output matches; rejects when the program ends without it. */
  until(pattern: RegExp): Promise<void>;
  /** Keys: "\u0003" is Ctrl-C. */
  type(keys: string): void;
  readonly ended: Promise<number | null>;
}

export interface TerminalOptions {
  readonly columns: number;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** `command`: for the shell; all three of its streams are the terminal, where it does not redirect them. */
export function inTerminal(command: string, { columns, cwd, env = {} }: TerminalOptions): TerminalSession {
  const [file, ...args] = pseudoTerminal!(`stty cols ${columns} rows 24; exec ${command}`);
  const { COLUMNS: _, NO_COLOR: __, ...inherited } = process.env;
  const child: ChildProcess = spawn(file, args, {
    cwd,
    env: { ...inherited, TERM: "xterm", ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  onTestFinished(() => void child.kill()); // and the terminal's end ends what runs in it
  let written = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    written += text;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    output: () => written,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (pattern.test(written)) resolve();
        };
        look();
        child.stdout!.on("data", look);
        ended.then(() => reject(new Error(`It ended without ${pattern}: ${written}`)));
      }),
    type: (keys) => void child.stdin!.write(keys),
    ended,
  };
}
