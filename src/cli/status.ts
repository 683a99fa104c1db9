import { studyStatus } from "../study-status.ts";
import { askedStudy } from "./asked-study.ts";
import { exitCode } from "./exit-code.ts";
import type { StoreFlags } from "./flags.ts";
import { renderStatus, renderStatusJson } from "./render-status.ts";
import type { Terminal } from "./terminal.ts";

export async function statusCommand(path: string, flags: StoreFlags, { stdout }: Terminal): Promise<number> {
  const study = await askedStudy(path, flags);
  const { engine, store: storeDir, results: resultsDir } = flags;
  const status = await studyStatus(study, { engine, storeDir, resultsDir });
  stdout.write(flags.json ? renderStatusJson(status) : renderStatus(status));
  return exitCode.allDone;
}
