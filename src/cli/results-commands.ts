// The words of the commands that take folders of results.
import type { Command } from "commander";
import type { CompareFlags } from "./flags.ts";
import { folderPath } from "./options.ts";

export function addReport(program: Command, action: (folder: string) => Promise<void>): void {
  program
    .command("report")
    .description("make the report again from the files of a results folder")
    .argument("<folder>", "results/<study>", folderPath)
    .addHelpText("after", "\nExample:\n  distilgrid report results/seed")
    .action((folder: string) => action(folder));
}

export function addCompare(
  program: Command,
  action: (a: string, b: string, flags: CompareFlags) => Promise<void>,
): void {
  program
    .command("compare")
    .description("what differs between two results folders, with intervals: settings, arms, cells")
    .argument("<A>", "results/<study>", folderPath)
    .argument("<B>", "the same study in another folder, or another study", folderPath)
    .option("--json", "one JSON object instead of markdown")
    .addHelpText("after", "\nExample:\n  distilgrid compare results/seed other-results/seed > changes.md")
    .action((a: string, b: string, flags: CompareFlags) => action(a, b, flags));
}

export function addIndex(program: Command, action: (folder: string) => Promise<void>): void {
  program
    .command("index")
    .description("write README.md of a folder of results: each study with its answer in one line")
    .argument("[results]", "the folder in which each study has a folder", folderPath, "results")
    .addHelpText("after", "\nExample:\n  distilgrid index results")
    .action((folder: string) => action(folder));
}
