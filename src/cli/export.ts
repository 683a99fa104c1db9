import { checkedText } from "../export/checked-text.ts";
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
  const exported = await exportRow(study, row, { format, output, engine, storeDir });
  const { folder, files, checkedSamples } = exported;
  stdout.write(`${folder}: ${files.join(", ")}\n${checkedText(checkedSamples)}\n`);
  return exitCode.allDone;
}
