import { canonicalJson } from "../study/key.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { ArmResults } from "./results.ts";

/**
 * An arm may be there for another baseline alone: all its variants are the very same results as those of an arm before it.
 * Where arms are shown and not compared, the first stands for both.
 */
export function withoutCopies(arms: readonly ArmResults[]): ArmResults[] {
  return uniqueBy(arms, ({ spec, variants }) => {
    const keys = variants.map(({ everySeed }) => everySeed.map(({ key }) => key));
    return canonicalJson(keys.flat().length === 0 ? spec.name : keys);
  });
}
