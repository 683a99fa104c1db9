import { nearest } from "./nearest.ts";
import { listed, type Path, type Problem, quoted } from "./problem.ts";

/** A name that none of `names` is; `others` are allowed as well, but too many to be listed. */
export function notAmong(
  field: string,
  value: string,
  names: readonly string[],
  path: Path,
  others: readonly string[] = [],
): Problem {
  const meant = nearest(value, [...names, ...others]);
  const message = `Expected \`${field}\` to be one of ${listed(names)}, got ${quoted(value)}`;
  return meant === null ? { path, message } : { path, message, hint: `Did you mean ${quoted(meant)}?` };
}
