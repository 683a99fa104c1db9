import { planStudy } from "../plan-study.ts";
import { loadStudy } from "../study/load-study.ts";
import { smokeStudy } from "../study/smoke.ts";
import { exitCode } from "./exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { renderPlan, renderPlanJson } from "./render-plan.ts";
import type { Terminal } from "./terminal.ts";

export async function planCommand(path: string, flags: PlanFlags, { stdout }: Terminal): Promise<number> {
  const written = await loadStudy(path);
  const study = flags.smoke ? smokeStudy(written) : written;
  const plan = await planStudy(study, {
    engine: flags.engine,
    storeDir: flags.store,
    resultsDir: flags.results,
    ...(flags.workers === undefined ? {} : { workers: flags.workers }),
  });
  stdout.write(flags.json ? renderPlanJson(plan) : renderPlan(plan));
  return exitCode.allDone;
}
