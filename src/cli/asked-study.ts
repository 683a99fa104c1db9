import { loadStudy } from "../study/load-study.ts";
import type { Study } from "../study/schema.ts";
import { smokeStudy } from "../study/smoke.ts";
import { UserError } from "../user-error.ts";
import { commandLine } from "./command-text.ts";

/** The study of a file, or with `--smoke` its smoke run. @throws UserError */
export async function askedStudy(
  path: string,
  { smoke = false }: { readonly smoke?: boolean },
): Promise<Study> {
  if (isCsvFile(path)) {
    const init = commandLine(["init", "my-study.yaml", "--csv", path, "--label", "COLUMN"]);
    throw new UserError(
      `${path}: Expected a study, got a CSV file. Make a study of it, COLUMN being the one of the classes: ${init}`,
    );
  }
  const written = await loadStudy(path);
  return smoke ? smokeStudy(written) : written;
}

export function isCsvFile(path: string): boolean {
  return path.toLowerCase().endsWith(".csv");
}
