// The arms that an arm is compared with: a study names one, or a list of them.
import type { StudentSpec } from "./schema.ts";

/** Names, in the order of the study; none where it names no baseline. */
export function baselineNames({ baseline = [] }: Pick<StudentSpec, "baseline">): readonly string[] {
  return typeof baseline === "string" ? [baseline] : baseline;
}
