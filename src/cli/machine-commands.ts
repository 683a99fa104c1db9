// The words of the commands about what lies on this machine: the store, the engines, the data.
import type { Command } from "commander";
import type { CleanFlags, DataFlags, DoctorFlags } from "./flags.ts";
import { collected, filePath, folderPath, storeOption } from "./options.ts";

export function addClean(program: Command, action: (flags: CleanFlags) => Promise<void>): void {
  program
    .command("clean")
    .description("remove from the store what no study that has run refers to any more")
    .addOption(storeOption())
    .option("--dry-run", "tell what would be removed, and remove nothing")
    .option(
      "--forget <name>",
      "a study that is no longer needed: its artefacts go, if no other study needs them",
      collected,
    )
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", "\nExample:\n  distilgrid clean --dry-run\n  distilgrid clean --forget old-study")
    .action((flags: CleanFlags) => action(flags));
}

export function addDoctor(program: Command, action: (flags: DoctorFlags) => Promise<void>): void {
  program
    .command("doctor")
    .description("what a run would find on this machine, and the remedy for what is missing")
    .option("--results <folder>", "the folder to look at", folderPath, "results")
    .addOption(storeOption())
    .option("--json", "one JSON object a finding")
    .addHelpText("after", "\nExample:\n  distilgrid doctor --results /data/results")
    .action((flags: DoctorFlags) => action(flags));
}

export function addData(program: Command, action: (what: string, flags: DataFlags) => Promise<void>): void {
  program
    .command("data")
    .description(
      "what data there is: MNIST's files, the columns of a CSV file, or what a study takes from its data",
    )
    .argument("[what]", "mnist, a file that ends in .csv, or a study", filePath, "mnist")
    .option("--fetch", "get what is not on this machine of MNIST")
    .option("--json", "one JSON object a file, a column or a dataset")
    .addHelpText("after", "\nExample:\n  distilgrid data rows.csv\n  distilgrid data my-study.yaml")
    .action((what: string, flags: DataFlags) => action(what, flags));
}
