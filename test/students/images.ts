// A small set of images that a student learns in seconds.
import type { Dataset } from "../../src/data/dataset.ts";
import { litColumns } from "../../src/data/lit-columns.ts";
import { stream } from "../../src/random/stream.ts";

const numClasses = 3;
const width = 40;

/** Images of 40 pixels, of which 24 are ever lit: a class brightens a third of them, noise does the rest. */
export function images(train: number): Dataset {
  const rows = train + 60 + 30;
  const { int } = stream(1, "images");
  const labels = Uint8Array.from({ length: rows }, () => int(numClasses));
  const values = new Uint8Array(rows * width);
  labels.forEach((label, row) => {
    for (let pixel = 8; pixel < 32; pixel++) {
      values[row * width + pixel] = pixel % 3 === label ? 60 + int(196) : int(230);
    }
  });
  const ids = (first: number, length: number) => Uint32Array.from({ length }, (_, i) => first + i);
  return {
    name: "images",
    inputShape: [width],
    numClasses,
    features: { kind: "bytes", values },
    columns: litColumns(values, width),
    labels,
    splits: { train: ids(0, train), validation: ids(train, 60), test: ids(train + 60, 30) },
    hash: "",
  };
}
