// The study without grids of datasets and teachers: what a plan, a report and a reader meet.
import { experimentsOfGrid } from "./dataset-grid.ts";
import type { Experiment, Study } from "./schema.ts";
import { withTeacherAxis } from "./teacher-axis.ts";
import { expandedTeachers, teacherNamesOf } from "./teacher-grid.ts";

export function expandedStudy(study: Study): Study {
  return { ...study, experiments: study.experiments.map(withEveryTeacher).flatMap(experimentsOfGrid) };
}

/** The experiment without grids of teachers. */
export function withEveryTeacher(experiment: Experiment): Experiment {
  const namesOf = teacherNamesOf(experiment);
  return {
    ...experiment,
    teachers: expandedTeachers(experiment, namesOf),
    students: experiment.students.map((student) => withTeacherAxis(student, experiment, namesOf)),
  };
}
