import type { Experiment, Study } from "../study/schema.ts";
import { missingFrom, pairsBy } from "./pairs.ts";

/** Experiments of a study that the other has not, and teachers and students of shared ones: "mnist / soft labels". */
export function onlyIn(study: Study, other: Study): string[] {
  return [
    ...missingNames(study.experiments, other.experiments),
    ...pairsBy(study.experiments, other.experiments, nameOf).flatMap(([own, others]) =>
      modelsOnlyIn(own, others),
    ),
  ];
}

function modelsOnlyIn({ name, teachers, students }: Experiment, other: Experiment): string[] {
  return [
    ...missingNames(teachers, other.teachers).map((teacher) => `${name} / teacher ${teacher}`),
    ...missingNames(students, other.students).map((student) => `${name} / ${student}`),
  ];
}

function missingNames(own: readonly Named[], others: readonly Named[]): string[] {
  return missingFrom(others, own, nameOf).map(nameOf);
}

interface Named {
  readonly name: string;
}

function nameOf({ name }: Named): string {
  return name;
}
