import { bestArm } from "./best-arm.ts";
import { type Model, modelsOf, teacherModelOf } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** Whose confusion is told: the best student on validation, after the teacher that it has, else the first one. */
export function confusedModels(results: ExperimentResults): Model[] {
  const models = modelsOf(results);
  const best = bestArm(results.arms);
  const student = models.find(({ role, arm }) => role === "student" && arm === best?.spec.name);
  return [teacherModelOf(models, best), student].filter((model) => model !== undefined);
}

/** What a shown model is. */
export function confusedRole({ experiment }: ExperimentResults, { role }: Model): string {
  if (role === "teacher") return "teacher";
  return experiment.targetAccuracy === undefined
    ? "best student on validation"
    : "student nearest to the target";
}
