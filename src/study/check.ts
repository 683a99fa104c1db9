// What the schema cannot say about a study: how its parts fit together.
import { assistantProblems } from "./check-assistants.ts";
import { datasetProblems } from "./check-dataset.ts";
import { expandedNameProblems } from "./check-expanded-names.ts";
import { gridProblems } from "./check-grid.ts";
import { hardLabelProblems } from "./check-hard-labels.ts";
import { leftOutProblems } from "./check-left-out.ts";
import { logitTargetProblems } from "./check-logit-targets.ts";
import { mlCartProblems } from "./check-ml-cart.ts";
import { baselineProblems, repeatedNames } from "./check-names.ts";
import { sizeProblems } from "./check-size.ts";
import { skipProblems } from "./check-skip.ts";
import { teacherProblems } from "./check-teacher-of.ts";
import { teachersBehindProblems } from "./check-teachers.ts";
import { termProblems } from "./check-terms.ts";
import type { Problem } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Study } from "./schema.ts";

/** `input` is what the study was parsed from: it tells what was written from what is a default. */
export function studyProblems(study: Study, input: unknown): Problem[] {
  const size = sizeProblems(study);
  return size.length > 0 ? size : partProblems(study, input); // what is too large is not gone through
}

function partProblems(study: Study, input: unknown): Problem[] {
  return [
    ...deepDescription(study.description ?? ""),
    ...repeatedSeeds(study.seeds),
    ...repeatedNames(study.experiments, ["experiments"]),
    ...study.experiments.flatMap((experiment, index) => {
      const path = ["experiments", index];
      return [
        ...repeatedNames(experiment.teachers, [...path, "teachers"]),
        ...repeatedNames(experiment.students, [...path, "students"]),
        ...datasetProblems(experiment, path),
        ...teacherProblems(experiment, path),
        ...teachersBehindProblems(experiment, path),
        ...assistantProblems(experiment, path, input),
        ...baselineProblems(experiment, path),
        ...hardLabelProblems(experiment, path, input),
        ...logitTargetProblems(experiment, path, input),
        ...mlCartProblems(experiment, path),
        ...termProblems(experiment, path),
        ...leftOutProblems(experiment, path),
        ...gridProblems(experiment, path),
        ...skipProblems(experiment, path),
      ];
    }),
    ...expandedNameProblems(study),
  ];
}

/** Quotes and lists in one line: a reader of markdown goes down a level for each of them, until its stack is full. */
function deepDescription(description: string): Problem[] {
  if (!/^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])){20}/m.test(description)) return [];
  const message = "Expected quotes and lists in `description` to be less than 20 levels deep in a line";
  return [{ path: ["description"], message }];
}

function repeatedSeeds(seeds: readonly number[]): Problem[] {
  return repeated(seeds).map((index) => ({
    path: ["seeds", index],
    message: `Expected \`seeds\` to differ from each other, got \`${seeds[index]}\` again`,
  }));
}
