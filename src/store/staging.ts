import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../machine/alive.ts";
import { namesIn } from "./names-in.ts";

/** Removes the folders and drafts `<pid>-*` whose process is gone. */
export async function sweepStaging(folder: string): Promise<void> {
  const left = (await namesIn(folder)).filter(
    (name) => /^\d+-/.test(name) && !isAlive(Number.parseInt(name, 10)),
  );
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
