import { join } from "node:path";
import { renderReport, writeReport } from "../report/report.ts";
import { writeCsv } from "../results/csv.ts";
import { recordedCommand, studyFileCommand } from "../results/environment.ts";
import { readResolvedStudy, readRows } from "../results/files.ts";
import { readSamples } from "../results/samples.ts";
import { exitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** Makes report.md, report.html, the figures and results.csv again from the rows, the study and the samples beside them. */
export async function reportCommand(folder: string, { stdout }: Terminal): Promise<number> {
  const [study, rows] = [await readResolvedStudy(folder), await readRows(folder)];
  const samples = await readSamples(folder);
  const command = (await recordedCommand(folder)) ?? studyFileCommand;
  const report = await renderReport({ study, rows, samples, command });
  await writeCsv(folder, rows);
  await writeReport(folder, report);
  stdout.write(`${join(folder, "report.md")}\n`);
  return exitCode.allDone;
}
