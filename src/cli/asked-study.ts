import { loadStudy } from "../study/load-study.ts";
import type { Study } from "../study/schema.ts";
import { smokeStudy } from "../study/smoke.ts";

/** The study of a file, or with `--smoke` its smoke run. @throws UserError */
export async function askedStudy(
  path: string,
  { smoke = false }: { readonly smoke?: boolean },
): Promise<Study> {
  const written = await loadStudy(path);
  return smoke ? smokeStudy(written) : written;
}
