import { planStudy } from "../plan-study.ts";
import { askedStudy } from "./asked-study.ts";
import { exitCode } from "./exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { renderPlan, renderPlanJson, renderPlanRows } from "./render-plan.ts";
import type { Terminal } from "./terminal.ts";

export async function planCommand(path: string, flags: PlanFlags, { stdout }: Terminal): Promise<number> {
  const study = await askedStudy(path, flags);
  const plan = await planStudy(study, {
    engine: flags.engine,
    storeDir: flags.store,
    resultsDir: flags.results,
    ...(flags.workers === undefined ? {} : { workers: flags.workers }),
    ...(flags.memory === undefined ? {} : { memoryBytes: flags.memory }),
  });
  if (flags.json) stdout.write(renderPlanJson(plan));
  else stdout.write(flags.rows ? renderPlanRows(plan) : renderPlan(plan, study));
  return exitCode.allDone;
}
