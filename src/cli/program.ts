// The words of the command line. Each command is loaded when it is called, so that `--help` loads none of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { packageRoot } from "../package-root.ts";
import { continueCommand } from "./command-text.ts";
import type {
  CleanFlags,
  CompareFlags,
  DataFlags,
  DoctorFlags,
  ExplainFlags,
  ExportFlags,
  InitFlags,
  PlanFlags,
  RunFlags,
  StoreFlags,
} from "./flags.ts";
import {
  collected,
  engineOption,
  failureCount,
  filePath,
  folderPath,
  retryCount,
  storeOption,
  timeoutSeconds,
  workerCount,
} from "./options.ts";
import { type Terminal, withoutColor } from "./terminal.ts";

export interface Program {
  readonly command: Command;
  /** Of the command that ran; it is null where none did, as with `--help`. */
  exitCode(): number | null;
}

export function createProgram(args: readonly string[], given: Terminal): Program {
  let code: number | null = null;
  const command = newCommand(given);
  const terminal = () => (command.opts<{ color: boolean }>().color ? given : withoutColor(given));
  const ends = async (ending: Promise<number>) => {
    code = await ending;
  };
  addRun(command, async (study, flags) => {
    const { runCommand } = await import("./run.ts");
    await ends(runCommand(study, flags, terminal(), continueCommand(args)));
  });
  addPlan(command, async (study, flags) => {
    const { planCommand } = await import("./plan.ts");
    await ends(planCommand(study, flags, terminal()));
  });
  addStatus(command, async (study, flags) => {
    const { statusCommand } = await import("./status.ts");
    await ends(statusCommand(study, flags, terminal()));
  });
  addExplain(command, async (study, row, flags) => {
    const { explainCommand } = await import("./explain.ts");
    await ends(explainCommand(study, row, flags, terminal()));
  });
  addExport(command, async (study, row, flags) => {
    const { exportCommand } = await import("./export.ts");
    await ends(exportCommand(study, row, flags, terminal()));
  });
  addReport(command, async (folder) => {
    const { reportCommand } = await import("./report.ts");
    await ends(reportCommand(folder, terminal()));
  });
  addCompare(command, async (a, b, flags) => {
    const { compareCommand } = await import("./compare.ts");
    await ends(compareCommand(a, b, flags, terminal()));
  });
  addIndex(command, async (folder) => {
    const { indexCommand } = await import("./index-command.ts");
    await ends(indexCommand(folder, terminal()));
  });
  addInit(command, async (path, flags) => {
    const { initCommand } = await import("./init.ts");
    await ends(initCommand(path, flags, terminal()));
  });
  addClean(command, async (flags) => {
    const { cleanCommand } = await import("./clean.ts");
    await ends(cleanCommand(flags, terminal()));
  });
  addDoctor(command, async (flags) => {
    const { doctorCommand } = await import("./doctor.ts");
    await ends(doctorCommand(flags, terminal()));
  });
  addData(command, async (what, flags) => {
    const { dataCommand } = await import("./data.ts");
    await ends(dataCommand(what, flags, terminal()));
  });
  return { command, exitCode: () => code };
}

function newCommand({ stdout, stderr }: Terminal): Command {
  return new Command("distilgrid")
    .description("Knowledge distillation on all cores: one teacher, many students, one report.")
    .version(version(), "-V, --version")
    .option("-q, --quiet", "only results and errors")
    .option("-v, --verbose", "more about the run; errors with their stack traces")
    .option("--no-color", "no colours, as with NO_COLOR")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: stdout.write, writeErr: stderr.write })
    .showHelpAfterError("(--help lists what there is)")
    .exitOverride();
}

function addRun(program: Command, action: (study: string, flags: RunFlags) => Promise<void>): void {
  program
    .command("run")
    .description("run a study, or continue it; finished parts are never run again")
    .argument("<study>", "a YAML or JSON file")
    .option("--workers <n>", "how many jobs run at the same time (default: the cores)", workerCount)
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
    .option("--json", "one JSON object a line on stdout instead of text")
    .action((study: string, _: unknown, command: Command) =>
      action(study, command.optsWithGlobals<RunFlags>()),
    );
}

function addPlan(program: Command, action: (study: string, flags: PlanFlags) => Promise<void>): void {
  program
    .command("plan")
    .description(
      "print what a run would do: every row, and whether it is cached, new, outdated, failed or too large for this machine",
    )
    .argument("<study>", "a YAML or JSON file")
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--results <folder>", "where the last run's failures are found", folderPath, "results")
    .option("--workers <n>", "the plan for so many workers (default: the cores)", workerCount)
    .option("--smoke", "the plan of the smoke run")
    .option("--json", "one JSON object a row")
    .action((study: string, flags: PlanFlags) => action(study, flags));
}

function addStatus(program: Command, action: (study: string, flags: StoreFlags) => Promise<void>): void {
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

function addExplain(
  program: Command,
  action: (study: string, row: string, flags: ExplainFlags) => Promise<void>,
): void {
  program
    .command("explain")
    .description("everything that a row's key depends on, what it was made from, and where its files lie")
    .argument("<study>", "a YAML or JSON file")
    .argument("<row>", "its key, or the first digits of it; or its name, as plan shows both")
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--smoke", "a row of the smoke run")
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", "\nExample:\n  distilgrid explain studies/seed.yaml 8382028bb4cb")
    .action((study: string, row: string, flags: ExplainFlags) => action(study, row, flags));
}

function addExport(
  program: Command,
  action: (study: string, row: string, flags: ExportFlags) => Promise<void>,
): void {
  program
    .command("export")
    .description(
      "a student as files that need no distilgrid, with a model card, checked on the whole test split",
    )
    .argument("<study>", "a YAML or JSON file")
    .argument("<row>", "the key of a student, or the first digits of it; or its name, as plan shows both")
    .addOption(
      new Option("--format <name>", "js: a module without dependencies; layers-model: for TensorFlow.js")
        .choices(["js", "layers-model"])
        .default("js"),
    )
    .option("--output <folder>", "the folder that is made", folderPath, "exported-model")
    .addOption(engineOption())
    .addOption(storeOption())
    .option("--smoke", "a student of the smoke run")
    .addHelpText("after", "\nExample:\n  distilgrid export my-study.yaml 2e0ffd70a1a4 --output soft-tree")
    .action((study: string, row: string, flags: ExportFlags) => action(study, row, flags));
}

function addInit(program: Command, action: (path: string, flags: InitFlags) => Promise<void>): void {
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
    .action((path: string, flags: InitFlags) => action(path, flags));
}

function addClean(program: Command, action: (flags: CleanFlags) => Promise<void>): void {
  program
    .command("clean")
    .description("remove from the store what no study that has run refers to any more")
    .addOption(storeOption())
    .option("--dry-run", "tell what would be removed, and remove nothing")
    .option("--forget <study>", "no longer needed: its artefacts go, if no other study needs them", collected)
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", "\nExample:\n  distilgrid clean --dry-run\n  distilgrid clean --forget old-study")
    .action((flags: CleanFlags) => action(flags));
}

function addReport(program: Command, action: (folder: string) => Promise<void>): void {
  program
    .command("report")
    .description("make the report again from the files of a results folder")
    .argument("<folder>", "results/<study>", folderPath)
    .action((folder: string) => action(folder));
}

function addCompare(
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

function addIndex(program: Command, action: (folder: string) => Promise<void>): void {
  program
    .command("index")
    .description("write README.md of a folder of results: each study with its answer in one line")
    .argument("[results]", "the folder in which each study has a folder", folderPath, "results")
    .addHelpText("after", "\nExample:\n  distilgrid index results")
    .action((folder: string) => action(folder));
}

function addDoctor(program: Command, action: (flags: DoctorFlags) => Promise<void>): void {
  program
    .command("doctor")
    .description("what a run would find on this machine, and the remedy for what is missing")
    .option("--results <folder>", "the folder to look at", folderPath, "results")
    .addOption(storeOption())
    .option("--json", "one JSON object a finding")
    .action((flags: DoctorFlags) => action(flags));
}

function addData(program: Command, action: (what: string, flags: DataFlags) => Promise<void>): void {
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

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  return String((manifest as { readonly version?: unknown }).version);
}
