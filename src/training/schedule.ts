// The learning rate of a step as a factor of the spec's `learningRate`: a linear warm-up (Goyal et al. 2017, arXiv
// 1706.02677, section 2.2), then constant or half a cosine (Loshchilov & Hutter 2017, arXiv 1608.03983, eq. 5, one period).
import type { Schedule } from "../study/schema.ts";

export interface ScheduleSettings {
  readonly schedule: Schedule;
  readonly warmupSteps: number;
}

/** `step` is 1 for the first one; `steps` of the whole training, as if nothing stopped it early. 0 to 1. */
export function rateFactor({ schedule, warmupSteps }: ScheduleSettings, step: number, steps: number): number {
  if (step <= warmupSteps) return step / warmupSteps;
  if (schedule === "constant") return 1;
  const progress = (step - 1 - warmupSteps) / (steps - warmupSteps);
  return (1 + Math.cos(Math.PI * progress)) / 2;
}
