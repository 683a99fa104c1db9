import { chosenOf } from "./chosen-variant.ts";
import type { ArmResults } from "./results.ts";

/**
 * The arm whose chosen variant has the highest mean validation accuracy, by the rule that chooses a variant; controls
 * take no part. Every seed counts here, so that a tree that serves all seeds has done as many as a network. null where
 * nothing is done.
 */
export function bestArm(arms: readonly ArmResults[]): ArmResults | null {
  const candidates = arms
    .filter(({ spec }) => !spec.control)
    .map((arm) => ({ arm, rows: arm.chosen?.rows ?? [], everySeed: arm.chosen?.everySeed ?? [] }));
  return chosenOf(candidates)?.arm ?? null;
}
