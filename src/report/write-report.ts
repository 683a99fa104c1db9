import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeText } from "../results/write-text.ts";
import { UserError } from "../user-error.ts";
import { type Figure, specName } from "./figures/figure.ts";
import { figureFolder, requireOwnFigures } from "./own-figures.ts";
import type { Report } from "./report.ts";

/**
 * Figures first and the report last, so that a report never shows a figure that is not there. Resolves with the names of what
 * it wrote.
 */
export async function writeReport(folder: string, report: Report): Promise<string[]> {
  await requireOwnFigures(folder);
  const files = report.figures.flatMap(figureFiles);
  for (const { name, text } of files) await writeText(join(folder, name), text);
  await writeText(join(folder, "report.html"), report.html);
  await writeText(join(folder, "report.md"), report.markdown);
  const current = new Set(files.map(({ name }) => name));
  await removeStaleFigures(folder, current);
  return [...current, "report.html", "report.md"];
}

/** The picture, and beside it the specification that it was drawn from. */
function figureFiles(figure: Figure) {
  return [
    { name: figure.name, text: figure.svg },
    { name: specName(figure), text: figure.spec },
  ];
}

/** Those that an earlier version of the report showed; other files are left alone. */
async function removeStaleFigures(folder: string, current: ReadonlySet<string>): Promise<void> {
  const stale = (await filesOf(join(folder, figureFolder)))
    .map((file) => `${figureFolder}/${file}`)
    .filter((name) => /\.(svg|vl\.json)$/.test(name) && !current.has(name));
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
