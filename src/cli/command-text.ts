// Commands as text: the one that a report names, the one that continues a run, and those that come next.
import { basename } from "node:path";

/** The command that a report prints. The study by its file's name only: the text is the same wherever it was run. */
export function reportCommand(studyPath: string, isSmoke: boolean): string {
  return `distilgrid run ${shellWord(basename(studyPath))}${isSmoke ? " --smoke" : ""}`;
}

/** The arguments as they were given but for `--fresh`, which would throw away what is done. */
export function continueCommand(args: readonly string[]): string {
  return commandLine(args.filter((arg) => arg !== "--fresh"));
}

/** To be typed into a shell as it is. */
export function commandLine(args: readonly string[]): string {
  return ["distilgrid", ...args].map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
