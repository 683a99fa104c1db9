// What the schema cannot say about a study: how its parts fit together.
import { datasetProblems } from "./check-dataset.ts";
import { gridProblems, tooManyCells } from "./check-grid.ts";
import { hardLabelProblems } from "./check-hard-labels.ts";
import { logitTargetProblems } from "./check-logit-targets.ts";
import { mlCartProblems } from "./check-ml-cart.ts";
import { baselineProblems, repeatedNames, teacherProblems } from "./check-names.ts";
import type { Problem } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Study } from "./schema.ts";

/** `input` is what the study was parsed from: it tells what was written from what is a default. */
export function studyProblems(study: Study, input: unknown): Problem[] {
  return [
    ...repeatedSeeds(study.seeds),
    ...repeatedNames(study.experiments, ["experiments"]),
    ...study.experiments.flatMap((experiment, index) => {
      const path = ["experiments", index];
      return [
        ...repeatedNames(experiment.teachers, [...path, "teachers"]),
        ...repeatedNames(experiment.students, [...path, "students"]),
        ...datasetProblems(experiment, path),
        ...teacherProblems(experiment, path),
        ...baselineProblems(experiment, path),
        ...hardLabelProblems(experiment, path, input),
        ...logitTargetProblems(experiment, path, input),
        ...mlCartProblems(experiment, path),
        ...gridProblems(experiment, path),
      ];
    }),
    ...tooManyCells(study),
  ];
}

function repeatedSeeds(seeds: readonly number[]): Problem[] {
  return repeated(seeds).map((index) => ({
    path: ["seeds", index],
    message: `Expected \`seeds\` to differ from each other, got \`${seeds[index]}\` again`,
  }));
}
