import { writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { parseStudy } from "../study/parse.ts";
import { studyTemplate } from "../study/template.ts";
import { UserError } from "../user-error.ts";
import { exitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** Writes a study to start from, named after its file; never over a file that is there. */
export async function initCommand(path: string, { stdout }: Terminal): Promise<number> {
  const extension = extname(path);
  if (extension !== ".yaml" && extension !== ".yml") {
    throw new UserError(`Expected a name that ends in .yaml for the study file, got \`${path}\`.`);
  }
  const text = studyTemplate(basename(path, extension));
  parseStudy(text, path); // a file name that no study may have
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    throw new UserError(reasonText(path, cause as NodeJS.ErrnoException), { cause });
  }
  stdout.write(`${path}\n`);
  return exitCode.allDone;
}

function reasonText(path: string, { code, message }: NodeJS.ErrnoException): string {
  return code === "EEXIST"
    ? `${path} is there already, and is left as it is. Name another file.`
    : `Cannot write ${path}: ${message}. Name a file in a folder that is there and can be written.`;
}
