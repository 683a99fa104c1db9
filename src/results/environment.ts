import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const count = z.int().min(0);

const environmentSchema = z.object({
  workers: count,
  rows: count,
  cachedRows: count,
  wallMs: z.number().min(0),
  cpu: z.string(),
  cores: count,
});

/** What environment.json tells of the run that made a folder's rows, or the last of them. */
export type Environment = Readonly<z.output<typeof environmentSchema>>;

/** null where there is none, or where it does not tell all of it: no row depends on it. */
export async function readEnvironment(folder: string): Promise<Environment | null> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, "environment.json"), "utf8"));
    return environmentSchema.safeParse(value).data ?? null;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing || error instanceof SyntaxError) return null;
    throw error;
  }
}
