// Four IDX payloads -> one dataset: checked against each other, split, and gathered into shared memory.
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { UserError } from "../user-error.ts";
import type { Dataset } from "./dataset.ts";
import { datasetHash } from "./hash.ts";
import { type Idx, parseIdx } from "./idx.ts";
import { litColumns } from "./lit-columns.ts";
import { sharedBytes, sharedIds } from "./shared.ts";
import { type SplitSettings, splitRows } from "./split.ts";

export type ImageFileField = "trainImages" | "trainLabels" | "testImages" | "testLabels";

export interface ImageFile {
  /** For messages: which file this is and where it was found. */
  readonly file: string;
  /** The decompressed IDX bytes. */
  readonly payload: Uint8Array;
}

/** `numClasses` is the largest label of both files plus 1, whatever rows are used. @throws UserError */
export function imageDataset(
  name: string,
  files: Readonly<Record<ImageFileField, ImageFile>>,
  settings: SplitSettings,
): Dataset {
  const train = samplesOf(files.trainImages, files.trainLabels);
  const test = samplesOf(files.testImages, files.testLabels);
  checkSameShape(files, train, test);
  checkClasses(files, train, test);
  const { transferRows, testRows, splits } = splitRows(train.rows, test.rows, settings);
  const rows = transferRows.length + testRows.length;
  const size = sizeOfShape(train.inputShape);
  const values = sharedBytes(rows * size);
  const labels = sharedBytes(rows);
  gather(train, transferRows, size, values, labels, 0);
  gather(test, testRows, size, values, labels, transferRows.length);
  const numClasses = 1 + Math.max(largest(train.labels), largest(test.labels));
  const content = {
    inputShape: train.inputShape,
    numClasses,
    features: { kind: "bytes", values },
    labels,
    splits,
  } as const;
  const fileRows = {
    transfer: sharedIds(transferRows),
    test: sharedIds(testRows),
    trainFile: train.rows,
    testFile: test.rows,
  };
  return { name, ...content, columns: litColumns(values, size), fileRows, hash: datasetHash(content) };
}

interface Samples {
  readonly rows: number;
  readonly inputShape: readonly number[];
  /** `[rows, product(inputShape)]` */
  readonly values: Uint8Array;
  readonly labels: Uint8Array;
}

function samplesOf(imageFile: ImageFile, labelFile: ImageFile): Samples {
  const images = parseIdx(imageFile.payload, imageFile.file);
  const labels = parseIdx(labelFile.payload, labelFile.file);
  checkDimensions(imageFile, images, labelFile, labels);
  const rows = images.shape[0]!;
  if (labels.shape[0] !== rows) {
    throw new UserError(
      `${labelFile.file}: expected one label for each of the ${rows} samples of ${imageFile.file}, got ` +
        `${labels.shape[0]} labels (offset 4). The two files are not of one set: check both paths.`,
    );
  }
  return { rows, inputShape: inputShapeOf(images), values: images.values, labels: labels.values };
}

/** Grey images `[n, h, w]` get a channel of their own: `[h, w, 1]`. */
function inputShapeOf(images: Idx): number[] {
  const extents = images.shape.slice(1);
  return extents.length === 2 ? [...extents, 1] : extents;
}

function checkDimensions(imageFile: ImageFile, images: Idx, labelFile: ImageFile, labels: Idx): void {
  if (images.shape.length < 2) {
    throw new UserError(
      `${imageFile.file}: expected samples of 2 to 4 dimensions at offset 3, got \`1\`. This looks like a file ` +
        "of labels: check whether images and labels are swapped.",
    );
  }
  if (labels.shape.length !== 1) {
    throw new UserError(
      `${labelFile.file}: expected labels of 1 dimension at offset 3, got \`${labels.shape.length}\`. This looks ` +
        "like a file of images: check whether images and labels are swapped.",
    );
  }
}

function checkSameShape(
  files: Readonly<Record<ImageFileField, ImageFile>>,
  train: Samples,
  test: Samples,
): void {
  const expected = train.inputShape.join(" x ");
  const got = test.inputShape.join(" x ");
  if (expected === got) return;
  throw new UserError(
    `${files.testImages.file}: expected samples of ${expected}, as in ${files.trainImages.file}, got ${got}. ` +
      "Train and test samples must have one shape.",
  );
}

/** A single class leaves nothing to tell apart: every model would be right, and every soft label 1. */
function checkClasses(
  files: Readonly<Record<ImageFileField, ImageFile>>,
  train: Samples,
  test: Samples,
): void {
  const first = train.labels[0]!;
  if ([train.labels, test.labels].some((labels) => labels.some((label) => label !== first))) return;
  throw new UserError(
    `${files.trainLabels.file}: expected at least 2 classes in the labels of train and test, got only ` +
      `\`${first}\`. Check whether both label files are the right ones.`,
  );
}

function gather(
  from: Samples,
  rows: Uint32Array,
  size: number,
  values: Uint8Array,
  labels: Uint8Array,
  firstId: number,
): void {
  rows.forEach((row, index) => {
    values.set(from.values.subarray(row * size, (row + 1) * size), (firstId + index) * size);
    labels[firstId + index] = from.labels[row]!;
  });
}

function largest(labels: Uint8Array): number {
  return labels.reduce((highest, label) => Math.max(highest, label), 0);
}
