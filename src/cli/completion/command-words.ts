// The words of the command line as plain data, taken from the parser itself, so that completion knows what it knows.
import type { Command } from "commander";

export interface ProgramWords {
  readonly commands: readonly CommandWords[];
  /** Those that every command takes as well. */
  readonly options: readonly OptionWords[];
}

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  readonly values: readonly ValueWords[];
}

export interface OptionWords {
  /** `-q` and `--quiet`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** null for one that takes none. */
  readonly value: ValueWords | null;
}

/** An argument, or what an option takes. */
export interface ValueWords {
  /** As help shows it between brackets: it tells what is meant. */
  readonly name: string;
  readonly choices: readonly string[];
}

export function programWords(program: Command): ProgramWords {
  const help = program.createHelp();
  return {
    commands: help.visibleCommands(program).map((command) => ({
      name: command.name(),
      description: command.description(),
      options: optionsOf(command),
      values: command.registeredArguments.map((argument) => ({
        name: argument.name(),
        choices: argument.argChoices ?? [],
      })),
    })),
    options: optionsOf(program),
  };
}

function optionsOf(command: Command): OptionWords[] {
  const visible = command.createHelp().visibleOptions(command);
  return visible.map(({ short, long, description, required, flags, argChoices }) => ({
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: required ? { name: /<(\w+)>/.exec(flags)?.[1] ?? "", choices: argChoices ?? [] } : null,
  }));
}
