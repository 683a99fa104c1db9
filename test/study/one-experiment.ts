// A study of one small experiment on moons, with what a test wants to be different.
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Experiment, StudentSpec, Study } from "../../src/study/schema.ts";
import { UserError } from "../../src/user-error.ts";

export const network = { name: "network", kind: "mlp", hidden: [8], epochs: 1 };
export const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 };
export const soft = { name: "soft", kind: "mlp", labels: "soft", epochs: 1 };

export interface Parts {
  readonly dataset?: object;
  readonly teachers?: readonly object[];
  readonly students?: readonly object[];
}

export function studyOf({ dataset, teachers = [network], students = [hard, soft] }: Parts) {
  const moons = { name: "moons", noise: 0.3 };
  const experiment = { name: "moons", dataset: dataset ?? moons, teachers, students };
  return { name: "a", seeds: [1], experiments: [experiment] };
}

export function parsed(parts: Parts): Study {
  return parseStudyObject(studyOf(parts));
}

export function experimentOf(parts: Parts): Experiment {
  return parsed(parts).experiments[0]!;
}

/** The student of that name, as the parser gives it. */
export function studentOf(parts: Parts, name: string): StudentSpec {
  return experimentOf(parts).students.find((student) => student.name === name)!;
}

/** What the parser says of it; "no error" where it says nothing. */
export function refusal(parts: Parts): string {
  return refusalOf(studyOf(parts));
}

export function refusalOf(study: unknown): string {
  try {
    parseStudyObject(study);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "no error";
}
