// Students that differ only in what happens after the training are trained once.
import { canonicalJson } from "./key.ts";
import type { NetworkStudentSpec } from "./schema.ts";

/** Equal for specs whose training is the same, step for step: names, comparisons and corrected biases do not count. */
export function sameTraining(spec: NetworkStudentSpec): string {
  const {
    name: _name,
    extends: _extends,
    teacher: _teacher,
    baseline: _baseline,
    control: _control,
    reference: _reference,
    skip: _skip,
    leftOutBias: _leftOutBias,
    ...training
  } = { leftOutBias: "none", ...spec };
  return canonicalJson(training);
}
