import { join } from "node:path";
import { z } from "zod";
import { textIfThere } from "./text-if-there.ts";

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
  return environmentSchema.safeParse(await readRecord(folder)).data ?? null;
}

/** Of a run that records none: the study.yaml that lies in the results folder makes them again. */
export const studyFileCommand = "distilgrid run study.yaml";

/** With which a run made the folder; null where none is recorded. */
export async function recordedCommand(folder: string): Promise<string | null> {
  const command = (await readRecord(folder))?.command;
  return typeof command === "string" ? command : null;
}

/** null where there is none, or no JSON. */
async function readRecord(folder: string): Promise<{ readonly command?: unknown } | null> {
  const text = await textIfThere(join(folder, "environment.json"));
  try {
    return text === null ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
