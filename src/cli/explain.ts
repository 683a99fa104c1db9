import { explainRow } from "../explain.ts";
import { askedStudy } from "./asked-study.ts";
import { exitCode } from "./exit-code.ts";
import type { ExplainFlags } from "./flags.ts";
import { renderExplanation, renderExplanationJson } from "./render-explanation.ts";
import type { Terminal } from "./terminal.ts";

export async function explainCommand(
  path: string,
  row: string,
  flags: ExplainFlags,
  { stdout }: Terminal,
): Promise<number> {
  const study = await askedStudy(path, flags);
  const explanation = await explainRow(study, row, { engine: flags.engine, storeDir: flags.store });
  stdout.write(flags.json ? renderExplanationJson(explanation) : renderExplanation(explanation));
  return exitCode.allDone;
}
