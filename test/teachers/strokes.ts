// Small images whose classes no shift changes: one horizontal, vertical or diagonal stroke.
import type { Dataset } from "../../src/data/dataset.ts";
import { stream } from "../../src/random/stream.ts";

const side = 8;
const numClasses = 3;

/** From a pixel of a stroke to the next. */
const steps = [1, side, side + 1] as const;

/** `train` images, then 90 of the validation split and 60 of the test split. */
export function strokes(train: number): Dataset {
  const rows = train + 90 + 60;
  const { int } = stream(1, "strokes");
  const labels = Uint8Array.from({ length: rows }, () => int(numClasses));
  const values = Uint8Array.from({ length: rows * side * side }, () => int(60));
  labels.forEach((label, row) => {
    const middle = row * side * side + (2 + int(3)) * side + 2 + int(3);
    for (let place = -2; place <= 2; place++) values[middle + place * steps[label]!] = 180 + int(76);
  });
  const ids = (first: number, length: number) => Uint32Array.from({ length }, (_, i) => first + i);
  return {
    name: "strokes",
    inputShape: [side, side, 1],
    numClasses,
    features: { kind: "bytes", values },
    columns: null,
    labels,
    splits: { train: ids(0, train), validation: ids(train, 90), test: ids(train + 90, 60) },
    hash: "",
  };
}
