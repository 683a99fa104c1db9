import { nearest } from "../../src/study/nearest.ts";
import { UserError } from "../../src/user-error.ts";

/** The files of bench/, each one question, in the order of the report. */
export const questionNames = [
  "stack-width",
  "step-parts",
  "workers",
  "teacher-step",
  "label-production",
  "tree-growth",
  "dataset-sharing",
  "pool-dispatch",
  "coordinator",
  "start-up",
  "report",
] as const;

export type QuestionName = (typeof questionNames)[number];

/** All where none is named. @throws UserError for a name that is not one */
export function chosenQuestions(names: readonly string[]): readonly QuestionName[] {
  for (const name of names) {
    if (questionNames.some((known) => known === name)) continue;
    const meant = nearest(name, questionNames);
    throw new UserError(
      `Expected the name of a bench (${questionNames.join(", ")}), got \`${name}\`.` +
        (meant === null ? "" : ` Did you mean ${meant}?`),
    );
  }
  return names.length === 0 ? questionNames : questionNames.filter((name) => names.includes(name));
}
