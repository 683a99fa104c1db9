// One contestant as a child process that speaks protocol.ts. Whatever goes wrong becomes an Error that says what the
// program wrote last.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Answer, Ready } from "./protocol.ts";

export interface ContestantProcess {
  readonly ready: Ready;
  /** One round. */
  go(): Promise<Answer>;
  close(): Promise<void>;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface Timeouts {
  /** To load, build, compile and warm up. */
  readonly readyMs: number;
  readonly roundMs: number;
  /** From the end of its input to its own. */
  readonly closeMs: number;
}

const keptCharacters = 4096;

export async function startContestant(program: Program, timeouts: Timeouts): Promise<ContestantProcess> {
  const child = spawn(program.command, program.args, { env: program.env, stdio: ["pipe", "pipe", "pipe"] });
  let written = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written = (written + text).slice(-keptCharacters);
  });
  child.stdin.on("error", () => undefined); // it has ended: `ended` below says why
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      reject(new Error(`${lastLine(written)} (${signal ?? `exit code ${code}`})`)),
    );
  });
  ended.catch(() => undefined); // told to whoever waits for a line; nobody may
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function nextLine(limitMs: number): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
    });
    const line = lines.next().then((next) => (next.done ? ended : next.value));
    try {
      return JSON.parse(await Promise.race([line, ended, late]));
    } finally {
      clearTimeout(timer);
    }
  }

  async function close(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const closed = once(child, "close");
    child.stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), timeouts.closeMs);
    await closed;
    clearTimeout(timer);
  }

  try {
    const ready = (await nextLine(timeouts.readyMs)) as Ready;
    return {
      ready,
      async go() {
        child.stdin.write("go\n");
        return checkedAnswer((await nextLine(timeouts.roundMs)) as Answer);
      },
      close,
    };
  } catch (error) {
    child.kill("SIGKILL");
    await close();
    throw error;
  }
}

function checkedAnswer(answer: Answer): Answer {
  const { seconds, units, check } = answer;
  if (seconds > 0 && units > 0 && Number.isFinite(check)) return answer;
  throw new Error(`expected positive seconds and units and a finite check, got ${JSON.stringify(answer)}`);
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1)?.trim() || "it ended without a word";
}
