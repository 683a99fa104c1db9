// samples.json: the images of the test samples that the report shows. The report is made again from its folder alone,
// and knows no dataset.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readWhole } from "../machine/read-whole.ts";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { UserError } from "../user-error.ts";
import { writeText } from "./write-text.ts";

export interface SampleImage {
  /** In the test split. */
  readonly place: number;
  readonly label: number;
  /** A byte a value, row by row from the top. */
  readonly pixelsBase64: string;
}

export interface ExperimentSamples {
  readonly experiment: string;
  /** Of each sample. */
  readonly shape: readonly number[];
  /** By place. */
  readonly images: readonly SampleImage[];
}

const count = z.int().min(0);

/** A picture is made of so many pixels, however few bytes there are. */
function isSmall(shape: readonly number[]): boolean {
  return sizeOfShape(shape) <= 65_536;
}

const samplesSchema = z.array(
  z.object({
    experiment: z.string(),
    shape: z.array(z.int().min(1)).min(2).max(3).refine(isSmall),
    images: z.array(z.object({ place: count, label: count, pixelsBase64: z.base64() })),
  }),
);

/** Without samples there is no file, and that of an earlier run goes. */
export async function writeSamples(folder: string, samples: readonly ExperimentSamples[]): Promise<void> {
  if (samples.length === 0) await rm(pathOf(folder), { force: true });
  else await writeText(pathOf(folder), `${JSON.stringify(samples, null, 1)}\n`);
}

/** Empty where the folder has no such file. @throws UserError for one that is damaged */
export async function readSamples(folder: string): Promise<ExperimentSamples[]> {
  try {
    return samplesSchema.parse(JSON.parse((await readWhole(pathOf(folder))).toString()));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new UserError(
      `Cannot read ${pathOf(folder)}: it is damaged. Run the study again to write it anew, or remove it: the report ` +
        "is then made without pictures of samples.",
      { cause },
    );
  }
}

function pathOf(folder: string): string {
  return join(folder, "samples.json");
}
