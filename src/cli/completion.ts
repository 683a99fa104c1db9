import type { Command } from "commander";
import { candidates } from "./completion/candidates.ts";
import { programWords } from "./completion/command-words.ts";
import { lookUpIn } from "./completion/look-up.ts";
import { completionScripts, type Shell } from "./completion/scripts.ts";
import { exitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

export function completionCommand(shell: Shell, { stdout }: Terminal): number {
  stdout.write(completionScripts[shell]);
  return exitCode.allDone;
}

/** One candidate a line: its value, a tab, what it is. Files may hold anything, a line none but its own end. */
export function completeCommand(words: readonly string[], program: Command, { stdout }: Terminal): number {
  const found = candidates(words, programWords(program), lookUpIn(process.cwd()));
  const line = (text: string) => text.replaceAll(/\p{Cc}/gu, " ");
  stdout.write(found.map(({ value, description }) => `${line(value)}\t${line(description)}\n`).join(""));
  return exitCode.allDone;
}
