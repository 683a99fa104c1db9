import { type Plan, planner } from "../../src/plan/plan.ts";
import type { PlanInput } from "../../src/plan/planned.ts";

export interface PlanOfInput extends PlanInput {
  readonly isDone: (key: string) => boolean;
}

/** The plan for one state of the store. */
export function planOf({ isDone, ...input }: PlanOfInput): Plan {
  return planner(input)(isDone);
}
