// The words of the commands that take a study file.

import { type Command, Option } from "commander";
import { exportFormats } from "../export/export-format.ts";
import type { ExplainFlags, ExportFlags, InitFlags, PlanFlags, RunFlags, StoreFlags } from "./flags.ts";
import {
  engineOption,
  failureCount,
  filePath,
  folderPath,
  memoryOption,
  retryCount,
  storeOption,
  timeoutSeconds,
  workerCount,
} from "./options.ts";

export function addInit(program: Command, action: (path: string, flags: InitFlags) => Promise<void>): void {
  program
    .command("init")
    .description("write a study to start from, with comments")
    .argument("[file]", "the file; the study is named after it", filePath, "my-study.yaml")
    .option("--csv <file>", "a study of your own rows: a CSV file with a header", filePath)
    .option("--label <column>", "the column of that file that holds the classes")
    .addHelpText(
      "after",
      "\nExample:\n  distilgrid init my-study.yaml --csv rows.csv --label species\n" +
        "  distilgrid plan my-study.yaml\n  distilgrid run my-study.yaml",
    )
    .action((path: string, _: unknown, command: Command) =>
      action(path, command.optsWithGlobals<InitFlags>()),
    );
}

export function addRun(program: Command, action: (study: string, flags: RunFlags) => Promise<void>): void {
  program
    .command("run")
    .description("run a study, or continue it; finished parts are never run again")
    .argument("<study>", "a YAML or JSON file")
    .option("--workers <n>", "how many jobs run at the same time (default: the cores)", workerCount)
    .addOption(memoryOption())
    .addOption(engineOption())
    .option("--results <folder>", "gets a folder named after the study", folderPath, "results")
    .addOption(storeOption())
    .option("--smoke", "the same code on little data, in less than 30 s")
    .addOption(
      new Option(
        "--keep-going",
        "go on after failures with all that does not depend on them (default)",
      ).conflicts(["failFast", "maxFailures"]),
    )
    .addOption(
      new Option("--fail-fast", "start no new jobs after the first that fails").conflicts("maxFailures"),
    )
    .option("--max-failures <n>", "start no new jobs after so many that fail", failureCount)
    .option("--retries <n>", "try a job again that threw or whose worker died (default: 0)", retryCount)
    .option(
      "--job-timeout <seconds>",
      "end a job that takes longer; it has failed then (default: a day)",
      timeoutSeconds,
    )
    .option("--no-cost", "do not measure what a prediction costs")
    .option("--fresh", "start over: forget what the store has for this study")
    .option("--json", "one JSON object a line on stdout instead of text (docs/events.md)")
    .addHelpText(
      "after",
      "\nExamples:\n  distilgrid run my-study.yaml --smoke                # try it on little data\n" +
        "  distilgrid run my-study.yaml                        # run it, or go on where it was stopped\n" +
        "  distilgrid run my-study.yaml --workers 4 --fail-fast --retries 1\n" +
        "  distilgrid run my-study.yaml --json > events.jsonl",
    )
    .action((study: string, _: unknown, command: Command) =>
      action(study, command.optsWithGlobals<RunFlags>()),
    );
}

export function addPlan(program: Command, action: (study: string, flags: PlanFlags) => Promise<void>): void {
  program
    .command("plan")
    .description(
      "print what a run would do: of each arm how many rows are cached, new, outdated, failed or too large for this machine",
    )
    .argument("<study>", "a YAML or JSON file")
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--results <folder>", "where the last run's failures are found", folderPath, "results")
    .option("--workers <n>", "the plan for so many workers (default: the cores)", workerCount)
    .addOption(memoryOption())
    .option("--smoke", "the plan of the smoke run")
    .option("--rows", "every row in a line of its own, with its key")
    .option("--json", "one JSON object a row")
    .addHelpText(
      "after",
      "\nExamples:\n  distilgrid plan my-study.yaml\n  distilgrid plan my-study.yaml --workers 8\n" +
        '  distilgrid plan my-study.yaml --rows | grep "soft labels"    # their keys, for explain and export',
    )
    .action((study: string, flags: PlanFlags) => action(study, flags));
}

export function addStatus(
  program: Command,
  action: (study: string, flags: StoreFlags) => Promise<void>,
): void {
  program
    .command("status")
    .description(
      "how far a study is: rows done, running, failed and missing, and whether anything is left to do",
    )
    .argument("<study>", "a YAML or JSON file")
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--results <folder>", "where the last run's failures are found", folderPath, "results")
    .option("--smoke", "the status of the smoke run")
    .option("--json", "one JSON object a row, then one for the study")
    .addHelpText("after", "\nExample:\n  distilgrid status studies/seed.yaml")
    .action((study: string, flags: StoreFlags) => action(study, flags));
}

export function addExplain(
  program: Command,
  action: (study: string, row: string, flags: ExplainFlags) => Promise<void>,
): void {
  program
    .command("explain")
    .description("everything that a row's key depends on, what it was made from, and where its files lie")
    .argument("<study>", "a YAML or JSON file")
    .argument(
      "<row>",
      "its key, or at least 4 digits that it begins with; or its name, as plan --rows shows both",
    )
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--smoke", "a row of the smoke run")
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", "\nExample:\n  distilgrid explain studies/seed.yaml 8382028bb4cb")
    .action((study: string, row: string, flags: ExplainFlags) => action(study, row, flags));
}

export function addExport(
  program: Command,
  action: (study: string, row: string, flags: ExportFlags) => Promise<void>,
): void {
  program
    .command("export")
    .description(
      "a student as files that need no distilgrid, with a model card, checked on the whole test split",
    )
    .argument("<study>", "a YAML or JSON file")
    .argument(
      "<row>",
      "the key of a student, or at least 4 digits that it begins with; or its name, as plan --rows shows both",
    )
    .addOption(
      new Option(
        "--format <name>",
        "js: a module without dependencies; layers-model: for TensorFlow.js; onnx: for ONNX runtimes",
      )
        .choices(exportFormats)
        .default("js"),
    )
    .option("--output <folder>", "the folder that is made", folderPath, "exported-model")
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--smoke", "a student of the smoke run")
    .addHelpText(
      "after",
      "\nExample:\n  distilgrid export my-study.yaml 2e0ffd70a1a4 --format onnx --output soft-tree",
    )
    .action((study: string, row: string, flags: ExportFlags) => action(study, row, flags));
}
