import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeText } from "../results/write-text.ts";
import { UserError } from "../user-error.ts";
import type { Report } from "./report.ts";

const figureFolder = "figures";

/** Figures first and the report last, so that a report never shows a figure that is not there. */
export async function writeReport(folder: string, report: Report): Promise<void> {
  for (const { name, svg } of report.figures) await writeText(join(folder, name), svg);
  await writeText(join(folder, "report.md"), report.markdown);
  await removeStaleFigures(folder, report);
}

/** Pictures that an earlier version of the report showed; other files are left alone. */
async function removeStaleFigures(folder: string, report: Report): Promise<void> {
  const current = new Set(report.figures.map(({ name }) => name));
  const stale = (await filesOf(join(folder, figureFolder)))
    .map((file) => `${figureFolder}/${file}`)
    .filter((name) => name.endsWith(".svg") && !current.has(name));
  for (const name of stale) await removeFile(join(folder, name));
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return []; // no figure was ever drawn
    throw cause;
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `Cannot remove ${path}, a figure of an earlier report: ${reason}. Remove it, or correct its permissions.`,
      {
        cause,
      },
    );
  }
}
