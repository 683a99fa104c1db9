#!/usr/bin/env node
import { CommanderError } from "commander";
import { exitCode, exitCodeOfError } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { renderError } from "./render-error.ts";
import { terminalOf } from "./terminal.ts";

// The reader of a pipe may leave before the end (`distilgrid plan study.yaml | head`): the code is that of SIGPIPE.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exitCode.SIGPIPE);
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const terminal = terminalOf(process.stdout, process.stderr, process.env);
  const program = createProgram(args, terminal);
  try {
    await program.command.parseAsync(args, { from: "user" });
    return program.exitCode() ?? exitCode.allDone;
  } catch (error) {
    // Its message, or the help that was asked for, is printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.allDone : exitCode.userError;
    terminal.stderr.write(renderError(error, program.command.opts<{ verbose?: boolean }>().verbose === true));
    return exitCodeOfError(error);
  }
}
