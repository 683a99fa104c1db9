// From text to a study that is right in every field, or to one paragraph that says what is not.
import { UserError } from "../user-error.ts";
import { studyProblems } from "./check.ts";
import { extensionProblems } from "./check-extends.ts";
import { expandedStudy } from "./expanded.ts";
import { extendedStudy, withOrigin } from "./extended.ts";
import { withoutIdleTeacherTerms, withoutIdleTerms } from "./idle-terms.ts";
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
  const extension = extensionProblems(value);
  if (extension.length > 0) return { state: "invalid", problems: extension };
  const extended = extendedStudy(value);
  const parsed = studySchema.safeParse(extended);
  const problems = parsed.success
    ? studyProblems(parsed.data, extended)
    : schemaProblems(parsed.error.issues, extended);
  if (!parsed.success || problems.length > 0) {
    return { state: "invalid", problems: problems.map((problem) => withOrigin(problem, value, extended)) };
  }
  return { state: "valid", study: normalised(expandedStudy(parsed.data)) };
}

/** So that a resolved study, written to a file, is a study again, whatever the defaults are: see idle-terms.ts. */
function normalised(study: Study): Study {
  const experiments = study.experiments.map((experiment) => ({
    ...experiment,
    teachers: experiment.teachers.map(withoutIdleTeacherTerms),
    students: experiment.students.map(withoutIdleTerms),
  }));
  return { ...study, experiments };
}
