// What the machine refuses is no defect of the program, and a user can put it right.

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: free some space on it, or name other folders with --store and --results",
  EDQUOT: "The quota is used up: free some space, or name other folders with --store and --results",
  EROFS: "The file system can only be read: name other folders with --store and --results",
  EMFILE: "Too many files are open: raise the limit (ulimit -n)",
  ENFILE: "Too many files are open on this machine: end other programs",
  ENOMEM: "The machine has no memory left: end other programs, or use fewer --workers",
  EIO: "The disk does not answer as it should: check it",
};

/** A paragraph with what to do, or null for any other error. */
export function machineFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code = "" } = error as NodeJS.ErrnoException;
  const remedy = remedies[code];
  if (remedy === undefined) return null;
  return `${error.message}. ${remedy}. What is committed is kept: the same command goes on from there.`;
}
