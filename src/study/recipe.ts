// What a student is made from. Fields that only name it, compare it or choose its cells have no part in it.
import { canonicalJson } from "./key.ts";
import type { NetworkStudentSpec, StudentSpec } from "./schema.ts";

/** All fields but those: whatever a schema gets new is part of a recipe until it is named here. */
export function recipeOf<Spec extends StudentSpec>(spec: Spec) {
  const {
    name: _name,
    extends: _extends,
    teacher: _teacher,
    baseline: _baseline,
    control: _control,
    reference: _reference,
    skip: _skip,
    ...recipe
  } = spec;
  return recipe;
}

/** Of what happens in training: the recipe without a bias that is corrected afterwards. */
export function trainingOf(spec: NetworkStudentSpec) {
  const { leftOutBias: _leftOutBias, ...training } = { leftOutBias: "none", ...recipeOf(spec) };
  return training;
}

/** Equal for specs whose training is the same, step for step: they are trained once. */
export function sameTraining(spec: NetworkStudentSpec): string {
  return canonicalJson(trainingOf(spec));
}
