import { exportRow } from "../export/export-row.ts";
import { askedStudy } from "./asked-study.ts";
import { exitCode } from "./exit-code.ts";
import type { ExportFlags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

export async function exportCommand(
  path: string,
  row: string,
  flags: ExportFlags,
  { stdout }: Terminal,
): Promise<number> {
  const study = await askedStudy(path, flags);
  const { format, output, engine, store: storeDir } = flags;
  const { folder, files, checkedSamples } = await exportRow(study, row, { format, output, engine, storeDir });
  stdout.write(
    `${folder}: ${files.join(", ")}\nThe same class as the student's for all ${checkedSamples} test samples.\n`,
  );
  return exitCode.allDone;
}
