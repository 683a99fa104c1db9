import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { renderReport, writeReport } from "../report/report.ts";
import { writeCsv } from "../results/csv.ts";
import { readResolvedStudy, readRows } from "../results/files.ts";
import { readSamples } from "../results/samples.ts";
import { exitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** Makes report.md, report.html, the figures and results.csv again from the rows, the study and the samples beside them. */
export async function reportCommand(folder: string, { stdout }: Terminal): Promise<number> {
  const [study, rows] = [await readResolvedStudy(folder), await readRows(folder)];
  const samples = await readSamples(folder);
  const report = await renderReport({ study, rows, samples, command: await recordedCommand(folder) });
  await writeCsv(folder, rows);
  await writeReport(folder, report);
  stdout.write(`${join(folder, "report.md")}\n`);
  return exitCode.allDone;
}

/** The command that the run recorded; without its environment.json it is a run of the study.yaml in the folder. */
async function recordedCommand(folder: string): Promise<string> {
  try {
    const environment: unknown = JSON.parse(await readFile(join(folder, "environment.json"), "utf8"));
    const command = (environment as { readonly command?: unknown } | null)?.command;
    if (typeof command === "string") return command;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing && !(error instanceof SyntaxError)) throw error;
  }
  return "distilgrid run study.yaml";
}
