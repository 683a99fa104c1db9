// Apart from what writes a report: a run asks before it sweeps, when nothing that draws is loaded yet.
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../user-error.ts";

/** Of a results folder. */
export const figureFolder = "figures";

/**
 * In a folder of somebody else it may be a link: through it pictures elsewhere would be replaced, and others removed.
 * @throws UserError
 */
export async function requireOwnFigures(folder: string): Promise<void> {
  const path = join(folder, figureFolder);
  const status = await lstat(path).catch(() => null); // not there yet
  if (!status?.isSymbolicLink()) return;
  throw new UserError(`${path}: expected a folder of the results, got a link. Remove it.`);
}
