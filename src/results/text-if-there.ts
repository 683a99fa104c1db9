import { readWhole } from "../machine/read-whole.ts";

/** null where there is no such file. */
export async function textIfThere(path: string): Promise<string | null> {
  try {
    return (await readWhole(path)).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
