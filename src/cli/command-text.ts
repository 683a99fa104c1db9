// Commands as text: the one that a report names and the one that continues a run.
import { basename, isAbsolute, relative, sep } from "node:path";

/**
 * The command that a report prints. It holds only what a result depends on, and no path of a machine: a study below
 * the working directory by its relative path, any other by its name.
 */
export function reportCommand(studyPath: string, isSmoke: boolean, workingFolder: string): string {
  const path = isAbsolute(studyPath) ? relative(workingFolder, studyPath) : studyPath;
  const isBelow = !isAbsolute(path) && path.split(sep)[0] !== "..";
  const name = isBelow ? path.split(sep).join("/").replace(/^\.\//, "") : basename(path);
  return `distilgrid run ${shellWord(name)}${isSmoke ? " --smoke" : ""}`;
}

/** The arguments as they were given but for `--fresh`, which would throw away what is done. */
export function continueCommand(args: readonly string[]): string {
  return ["distilgrid", ...args.filter((arg) => arg !== "--fresh")].map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
