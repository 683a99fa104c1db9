// The words of the command line. Each command is loaded when it is called, so that `--help` loads none of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { packageRoot } from "../package-root.ts";
import { continueCommand } from "./command-text.ts";
import { addComplete, addCompletion } from "./completion-commands.ts";
import { addClean, addData, addDoctor } from "./machine-commands.ts";
import { addCompare, addIndex, addReport } from "./results-commands.ts";
import { addExplain, addExport, addInit, addPlan, addRun, addStatus } from "./study-commands.ts";
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
  addInit(command, async (path, flags) => {
    const { initCommand } = await import("./init.ts");
    await ends(initCommand(path, flags, terminal()));
  });
  addData(command, async (what, flags) => {
    const { dataCommand } = await import("./data.ts");
    await ends(dataCommand(what, flags, terminal()));
  });
  addPlan(command, async (study, flags) => {
    const { planCommand } = await import("./plan.ts");
    await ends(planCommand(study, flags, terminal()));
  });
  addRun(command, async (study, flags) => {
    const { runCommand } = await import("./run.ts");
    await ends(runCommand(study, flags, terminal(), continueCommand(args)));
  });
  addStatus(command, async (study, flags) => {
    const { statusCommand } = await import("./status.ts");
    await ends(statusCommand(study, flags, terminal()));
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
  addExplain(command, async (study, row, flags) => {
    const { explainCommand } = await import("./explain.ts");
    await ends(explainCommand(study, row, flags, terminal()));
  });
  addExport(command, async (study, row, flags) => {
    const { exportCommand } = await import("./export.ts");
    await ends(exportCommand(study, row, flags, terminal()));
  });
  addClean(command, async (flags) => {
    const { cleanCommand } = await import("./clean.ts");
    await ends(cleanCommand(flags, terminal()));
  });
  addDoctor(command, async (flags) => {
    const { doctorCommand } = await import("./doctor.ts");
    await ends(doctorCommand(flags, terminal()));
  });
  addCompletion(command, async (shell) => {
    const { completionCommand } = await import("./completion.ts");
    code = completionCommand(shell, terminal());
  });
  addComplete(command, async (words) => {
    const { completeCommand } = await import("./completion.ts");
    code = completeCommand(words, command, terminal());
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
    .addHelpText("after", firstSteps)
    .configureOutput({ writeOut: stdout.write, writeErr: stderr.write })
    .showHelpAfterError("(--help lists what there is)")
    .exitOverride();
}

const firstSteps = `
A first report, of the columns of your own CSV file:
  distilgrid data rows.csv                                    # its columns
  distilgrid init my-study.yaml --csv rows.csv --label COLUMN # a study to start from: COLUMN holds the classes
  distilgrid plan my-study.yaml                               # what it takes
  distilgrid run my-study.yaml                                # results/my-study/report.md and report.html
Without a file of your own: distilgrid init my-study.yaml. More of a command: distilgrid run --help.`;

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  return String((manifest as { readonly version?: unknown }).version);
}
