// From text to a study that is right in every field, or to one paragraph that says what is not.
import { UserError } from "../user-error.ts";
import { studyProblems } from "./check.ts";
import { withoutIdleTerms } from "./idle-terms.ts";
import { type Problem, renderProblems, shown } from "./problem.ts";
import { type Study, studySchema } from "./schema.ts";
import { schemaProblems } from "./schema-problems.ts";
import { parseYaml } from "./yaml.ts";

/**
 * YAML or JSON. `fileName` is for the message only: `file:line:column: Expected ...`.
 * @throws UserError
 */
export function parseStudy(text: string, fileName: string): Study {
  const { value, locate } = parseYaml(text, fileName);
  const result = studyOf(value);
  if (result.state === "valid") return result.study;
  throw new UserError(`${locate(result.problems[0]?.path ?? [])}: ${renderProblems(result.problems)}`);
}

/** The same for data that is already there. @throws UserError */
export function parseStudyObject(value: unknown): Study {
  const result = studyOf(value);
  if (result.state === "valid") return result.study;
  throw new UserError(renderProblems(result.problems));
}

type StudyResult =
  | { readonly state: "valid"; readonly study: Study }
  | { readonly state: "invalid"; readonly problems: readonly Problem[] };

function studyOf(value: unknown): StudyResult {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message = `Expected a study, a mapping with \`name\`, \`seeds\` and \`experiments\`, got ${shown(value)}`;
    return { state: "invalid", problems: [{ path: [], message }] };
  }
  const parsed = studySchema.safeParse(value);
  if (!parsed.success) return { state: "invalid", problems: schemaProblems(parsed.error.issues, value) };
  const problems = studyProblems(parsed.data, value);
  return problems.length > 0
    ? { state: "invalid", problems }
    : { state: "valid", study: normalised(parsed.data) };
}

/** So that a resolved study, written to a file, is a study again: see check-hard-labels.ts and check-logit-targets.ts. */
function normalised(study: Study): Study {
  const experiments = study.experiments.map((experiment) => ({
    ...experiment,
    students: experiment.students.map(withoutIdleTerms),
  }));
  return { ...study, experiments };
}
