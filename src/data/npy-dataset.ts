// Arrays that NumPy saved, of features and of labels, as a dataset. Bytes are taken as pixels and scaled by 1/255 as images are;
// other numbers stay as they are unless the study asks for `standardize`.

import { resolve } from "node:path";
import { type NpyArray, npyArray, npyTypeName } from "../formats/npy-array.ts";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { UserError } from "../user-error.ts";
import { type DataSchema, type Dataset, type Features, mostClasses } from "./dataset.ts";
import { datasetHash } from "./hash.ts";
import { litColumns } from "./lit-columns.ts";
import { type OwnRows, type OwnRowsSpec, type OwnSamples, ownSamples, type RowValues } from "./own-rows.ts";
import { readDataFile } from "./read-file.ts";
import { sharedBytes, sharedFloats } from "./shared.ts";
import { type Scaling, scalingOf, standardise } from "./standardise.ts";

export type NpySpec = Extract<OwnRowsSpec, { name: "npy" }>;

interface ArrayFile extends NpyArray {
  /** For messages. */
  readonly file: string;
}

interface SampleFiles extends OwnRows<RowValues> {
  readonly features: RowValues;
  readonly samples: ArrayFile;
}

export interface NpySamples {
  /** As the files have them: nothing is scaled. */
  readonly samples: OwnSamples<RowValues>;
  /** What the dataset scales them by; null: by nothing. */
  readonly scaling: Scaling | null;
  /** Of one sample, as the file has it. */
  readonly extents: readonly number[];
  readonly column: DataSchema["columns"][number];
  readonly classes: readonly string[];
}

const mostFeatures = 4_000_000;

/** Relative paths start at `baseFolder`. @throws UserError */
export async function npyDataset(spec: NpySpec, baseFolder: string): Promise<Dataset> {
  const { samples, scaling, extents, column, classes } = await npySamples(spec, baseFolder);
  const { features, labels, splits, fileRows, repeated } = samples;
  const inputShape = extents.length === 2 ? [...extents, 1] : extents; // grey images have one channel
  const shared = sharedFeatures(features, scaling);
  const content = { inputShape, numClasses: classes.length, features: shared, labels, splits };
  const columns = shared.kind === "bytes" ? litColumns(shared.values, sizeOfShape(extents)) : null;
  const schema: DataSchema = { columns: [column], classes, repeated };
  return { name: "npy", ...content, columns, fileRows, hash: datasetHash(content), schema };
}

/** Of `npyDataset`. @throws UserError */
export async function npySamples(spec: NpySpec, baseFolder: string): Promise<NpySamples> {
  const read = async (field: "features" | "labels" | "testFeatures" | "testLabels", path: string) => {
    const file = `\`${field}\` (${path})`;
    return { ...npyArray(await readDataFile(resolve(baseFolder, path), file), file), file };
  };
  const main = samplesOf(await read("features", spec.features), await read("labels", spec.labels));
  const { testFeatures, testLabels } = spec;
  const other =
    testFeatures === undefined || testLabels === undefined
      ? null
      : samplesOf(await read("testFeatures", testFeatures), await read("testLabels", testLabels));
  if (other !== null) checkAlike(main.samples, other.samples);
  const extents = main.samples.shape.slice(1);
  const size = sizeOfShape(extents);
  const classes = classesOf(main, other);
  const samples = ownSamples(main, other, size, spec);
  const scaling = spec.standardize ? scalingOfAll(samples, size, main.samples.file) : null;
  return { samples, scaling, extents, column: columnOf(main, other), classes };
}

function samplesOf(samples: ArrayFile, labels: ArrayFile): SampleFiles {
  const { shape, values, file } = samples;
  const [rows = 0, ...extents] = shape;
  const size = sizeOfShape(extents);
  if (shape.length < 2 || shape.length > 4 || rows < 2 || !(size >= 1 && size <= mostFeatures)) {
    throw new UserError(
      `${file}: expected at least 2 samples of 1 to 3 dimensions, with 1 to ${mostFeatures} features each, got an array of the ` +
        `shape (${shape.join(", ")}). The first dimension counts the samples.`,
    );
  }
  const odd = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (odd >= 0) {
    throw new UserError(
      `${file}: expected finite numbers, at most 3.4e38 as a float32 has them, got \`${values[odd]}\` in sample ${Math.floor(odd / size)} ` +
        "(the first is 0). Correct it, or leave the sample out.",
    );
  }
  return { features: values, labels: labelsOf(labels, rows, file), samples };
}

function labelsOf({ shape, type, values, file }: ArrayFile, rows: number, samples: string): RowValues {
  if (shape.length !== 1 || type.startsWith("f")) {
    throw new UserError(
      `${file}: expected one whole number for each sample, as integers of the shape (${rows},), got ${npyTypeName(type)} of the shape ` +
        `(${shape.join(", ")}). Of one-hot rows or probabilities save \`y.argmax(axis=1)\`.`,
    );
  }
  if (shape[0] !== rows) {
    throw new UserError(
      `${file}: expected one label for each of the ${rows} samples of ${samples}, got ${shape[0]}. Check both paths.`,
    );
  }
  const odd = values.findIndex((label) => !(label >= 0 && label < mostClasses));
  if (odd < 0) return values;
  throw new UserError(
    `${file}: expected classes from 0 to ${mostClasses - 1}, got \`${values[odd]}\` for sample ${odd} (the first is 0). ` +
      "Number the classes from 0 on.",
  );
}

function checkAlike(main: ArrayFile, other: ArrayFile): void {
  const textOf = ({ shape, type }: ArrayFile) => `${shape.slice(1).join(" x ")} ${npyTypeName(type)}`;
  if (textOf(main) === textOf(other)) return;
  throw new UserError(
    `${other.file}: expected samples of ${textOf(main)}, as in ${main.file}, got ${textOf(other)}. Both need one shape and one type.`,
  );
}

function scalingOfAll({ features, splits }: OwnSamples<RowValues>, size: number, file: string): Scaling {
  if (features instanceof Uint8Array) throw standardizedBytes(file);
  return scalingOf(features, size, Array(size).keys(), splits.train);
}

function sharedFeatures(features: RowValues, scaling: Scaling | null): Features {
  if (features instanceof Uint8Array) {
    const values = sharedBytes(features.length);
    values.set(features);
    return { kind: "bytes", values };
  }
  const values = sharedFloats(features.length);
  values.set(scaling === null ? features : standardised(features, scaling));
  return { kind: "floats", values };
}

function standardised(features: RowValues, scaling: Scaling): Float64Array {
  const values = Float64Array.from(features);
  standardise(values, scaling);
  return values;
}

function standardizedBytes(file: string): UserError {
  return new UserError(
    `${file}: expected no \`standardize\` for bytes (uint8), which are pixels and scaled to 0 to 1. Remove it, or save them as float32.`,
  );
}

/** The classes that no sample has, below the largest, count. */
function classesOf(main: SampleFiles, other: SampleFiles | null): string[] {
  let largest = 0;
  let isOne = true;
  for (const { labels } of other === null ? [main] : [main, other]) {
    for (let row = 0; row < labels.length; row++) {
      largest = Math.max(largest, labels[row]!);
      if (labels[row] !== main.labels[0]) isOne = false;
    }
  }
  if (!isOne) return Array.from({ length: largest + 1 }, (_, label) => String(label));
  throw new UserError(
    `\`labels\`: expected at least 2 classes, got only \`${main.labels[0]}\`. Check whether it is the right file.`,
  );
}

function columnOf({ samples }: SampleFiles, other: SampleFiles | null): DataSchema["columns"][number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of other === null ? [samples] : [samples, other.samples]) {
    for (const value of values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  const type = npyTypeName(samples.type);
  return { kind: "array", name: "features", type, shape: samples.shape.slice(1), least, most };
}
