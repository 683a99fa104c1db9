// A teacher assistant learns from one teacher, as a lane of a stack does; a teacher without another one has no soft term.
import { valueAt } from "./expectation.ts";
import { hardLabelTerms } from "./hard-labels.ts";
import { listed, type Path, type Problem, quoted } from "./problem.ts";
import type { Experiment, TeacherSpec } from "./schema.ts";
import { type TeacherNames, teacherNamesOf } from "./teacher-grid.ts";
import { type AssistantSpec, isAssistant } from "./teacher-of.ts";
import { isTrainedAlone } from "./trained-alone.ts";

export function assistantProblems(experiment: Experiment, path: Path, input: unknown): Problem[] {
  const namesOf = teacherNamesOf(experiment);
  return experiment.teachers.flatMap((teacher, index) => {
    const at = [...path, "teachers", index];
    if (!isAssistant(teacher)) return writtenSoftTerm(teacher, at, input);
    return [
      ...severalTeachers(teacher, namesOf, at),
      ...trainedAlone(teacher, at),
      ...softTermWithoutWeight(teacher, at),
    ];
  });
}

function severalTeachers({ teacher }: AssistantSpec, namesOf: TeacherNames, at: Path): Problem[] {
  const names = namesOf(teacher);
  if (names.length === 1) return [];
  const message = `Expected \`teacher\` to mean one teacher, got ${quoted(teacher)}, whose grid gives ${names.length}`;
  return [{ path: [...at, "teacher"], message, hint: `Name one of them, as ${listed(names.slice(0, 2))}.` }];
}

function trainedAlone(assistant: AssistantSpec, at: Path): Problem[] {
  if (!isTrainedAlone(assistant)) return [];
  const message = `Expected no \`teacher\` for a network with dropout or jitter, got ${quoted(assistant.teacher)}`;
  const hint = "Such a network is trained on true labels alone: remove `teacher`, or `dropout` and `jitter`.";
  return [{ path: [...at, "teacher"], message, hint }];
}

function softTermWithoutWeight({ alpha }: AssistantSpec, at: Path): Problem[] {
  if (alpha > 0) return [];
  const message = `Expected \`alpha\` to be above 0 for a teacher that learns from another one, got \`${alpha}\``;
  const hint = "At 0 nothing is learnt from it: remove `teacher`, or raise `alpha`.";
  return [{ path: [...at, "alpha"], message, hint }];
}

/** What is written of a soft term that is not there; a resolved study says the idle values. */
function writtenSoftTerm({ kind }: TeacherSpec, at: Path, input: unknown): Problem[] {
  if (kind !== "mlp") return [];
  return Object.entries(hardLabelTerms.mlp).flatMap(([term, idle]) => {
    const path = [...at, term];
    const value = valueAt(path, input);
    if (value === undefined || value === idle) return [];
    const message = `Expected no \`${term}\` for a teacher that learns from no other one, got \`${value}\``;
    return [{ path, message, hint: "Name one with `teacher`, or remove it." }];
  });
}
