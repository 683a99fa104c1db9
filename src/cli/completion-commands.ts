// The words of the command that sets up completion, and of the one that shells ask.
import { Argument, type Command } from "commander";
import { type Shell, shells } from "./completion/scripts.ts";

export function addCompletion(program: Command, action: (shell: Shell) => Promise<void>): void {
  program
    .command("completion")
    .description("a script that lets a shell complete commands, options, studies, results and keys")
    .addArgument(new Argument("<shell>", "whose script").choices(shells))
    .addHelpText(
      "after",
      "\nExample:\n  source <(distilgrid completion bash)     # in ~/.bashrc; zsh: the same in ~/.zshrc\n" +
        "  distilgrid completion fish > ~/.config/fish/completions/distilgrid.fish",
    )
    .action((shell: Shell) => action(shell));
}

/** Hidden: the scripts call it as `complete -- words...`, the last being the one at the cursor. */
export function addComplete(program: Command, action: (words: readonly string[]) => Promise<void>): void {
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action((words: readonly string[]) => action(words));
}
