import { chosenOf } from "./chosen-variant.ts";
import type { ArmResults } from "./results.ts";

/** The arm that validation prefers, controls aside; null where nothing is done. */
export function bestArm(arms: readonly ArmResults[]): ArmResults | null {
  return preferredArm(arms.filter(({ spec }) => !spec.control));
}

/**
 * The same of all of them: by their chosen variants, and the rule that chooses a variant. Every seed counts here, so that a
 * tree that serves all seeds has done as many as a network.
 */
export function preferredArm(arms: readonly ArmResults[]): ArmResults | null {
  const candidates = arms.flatMap((arm) => (arm.chosen === null ? [] : [{ ...arm.chosen, arm }]));
  return chosenOf(candidates)?.arm ?? null;
}
