// The four files of `dataset: { name: idx, ... }`, read by path.
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { DatasetSpec } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import type { ImageFile, ImageFileField } from "./image-set.ts";
import { idxPayload } from "./inflate.ts";
import { readDataFile } from "./read-file.ts";

export type IdxSpec = Extract<DatasetSpec, { name: "idx" }>;

/** Relative paths start at `baseFolder`. */
export async function readIdxFiles(
  spec: IdxSpec,
  baseFolder: string,
): Promise<Record<ImageFileField, ImageFile>> {
  const read = (field: ImageFileField) => readIdxFile(spec, field, baseFolder);
  return {
    trainImages: await read("trainImages"),
    trainLabels: await read("trainLabels"),
    testImages: await read("testImages"),
    testLabels: await read("testLabels"),
  };
}

async function readIdxFile(spec: IdxSpec, field: ImageFileField, baseFolder: string): Promise<ImageFile> {
  const path = spec[field];
  const file = `\`${field}\` (${path})`;
  const payload = idxPayload(await readDataFile(resolve(baseFolder, path), file), file);
  const pinned = spec.sha256?.[field];
  const found = pinned === undefined ? undefined : createHash("sha256").update(payload).digest("hex");
  if (found !== pinned) {
    throw new UserError(
      `${file}: expected the SHA-256 \`${pinned}\` of the decompressed bytes, got \`${found}\`. The file is not ` +
        `the one that the study was written for: get that one, or change \`sha256.${field}\`.`,
    );
  }
  return { file, payload };
}
