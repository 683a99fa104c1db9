// What a tree fits, as whole numbers, so that sums over any set of rows are exact: class labels, or vectors in fixed point.

export type Targets = LabelTargets | VectorTargets;

/** Hard labels: the one-hot vectors, of which only the class is kept. */
export interface LabelTargets {
  readonly kind: "labels";
  readonly numOutputs: number;
  /** `[rows]` */
  readonly labels: Uint8Array;
  readonly unit: 1;
}

export interface VectorTargets {
  readonly kind: "vectors";
  readonly numOutputs: number;
  /** Numbers of a row; those from `numOutputs` on are 0. */
  readonly stride: number;
  /** `[rows, stride]`, in units. */
  readonly values: Int16Array;
  readonly unit: number;
}

/** The labels as they are given, each below `numOutputs`. */
export function labelTargets(labels: Uint8Array, numOutputs: number): LabelTargets {
  return { kind: "labels", numOutputs, labels, unit: 1 };
}

/** Up to so many outputs the kernel keeps a sum in registers. */
export const registerOutputs = 12;

const largestTarget = 2 ** 15 - 1;
const largestSum = 2 ** 31 - 1;
/** Squared, it is below 2^63. */
const largestLength = 3e9;

/**
 * `values` `[rows, numOutputs]`, rounded to whole units. The unit is the finest with which a target fits 16 bits, a sum over
 * all rows 32, and its squared length 63: for the probabilities of a teacher that is mostly sure, and up to 65,000 rows,
 * 1 / 32,767 of the largest.
 * @throws RangeError for a width that does not fit or a value that is not finite
 */
export function vectorTargets(values: Float32Array, numOutputs: number): VectorTargets {
  const rows = values.length / numOutputs;
  if (!Number.isInteger(rows) || rows === 0) {
    throw new RangeError(
      `Expected targets of ${numOutputs} numbers for each row, got ${values.length} numbers in all`,
    );
  }
  const { largest, longest } = extent(values, numOutputs);
  const limit = Math.min(
    largestTarget,
    Math.floor(largestSum / rows),
    // rounding makes a row longer by at most half a unit in each direction
    Math.floor((largestLength * largest) / (rows * longest) - Math.sqrt(numOutputs) / 2),
  );
  const unit = largest === 0 ? 1 : largest / Math.max(1, limit);
  const stride = numOutputs <= registerOutputs ? registerOutputs : Math.ceil(numOutputs / 4) * 4;
  const whole = new Int16Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < numOutputs; k++) {
      whole[row * stride + k] = Math.round(values[row * numOutputs + k]! / unit);
    }
  }
  return { kind: "vectors", numOutputs, stride, values: whole, unit };
}

/** The largest absolute value, and the length of the longest row as a vector. */
function extent(values: Float32Array, numOutputs: number): { largest: number; longest: number } {
  let largest = 0;
  let longest = 0;
  for (let first = 0; first < values.length; first += numOutputs) {
    let squared = 0;
    for (let k = 0; k < numOutputs; k++) {
      const size = Math.abs(values[first + k]!);
      if (!Number.isFinite(size)) {
        const row = first / numOutputs;
        throw new RangeError(
          `Expected targets to be finite, got \`${values[first + k]}\` in row ${row}, output ${k}`,
        );
      }
      squared += size * size;
      largest = Math.max(largest, size);
    }
    longest = Math.max(longest, Math.sqrt(squared));
  }
  return { largest, longest };
}

/** Sums over rows; what a node knows of its targets. */
export function targetSums(targets: Targets, rows: Uint32Array): Int32Array {
  const sums = new Int32Array(targets.numOutputs);
  for (let i = 0; i < rows.length; i++) addTarget(targets, rows[i]!, sums);
  return sums;
}

function addTarget(targets: Targets, row: number, sums: Int32Array): void {
  if (targets.kind === "labels") {
    sums[targets.labels[row]!]! += 1;
    return;
  }
  const first = row * targets.stride;
  for (let k = 0; k < targets.numOutputs; k++) sums[k]! += targets.values[first + k]!;
}

/** Whether no split can lower the error: all rows have the same target. */
export function isPure(targets: Targets, rows: Uint32Array): boolean {
  const [first] = rows;
  return rows.every((row) => sameTarget(targets, row, first!));
}

function sameTarget(targets: Targets, a: number, b: number): boolean {
  if (targets.kind === "labels") return targets.labels[a] === targets.labels[b];
  const { stride, values, numOutputs } = targets;
  for (let k = 0; k < numOutputs; k++) {
    if (values[a * stride + k] !== values[b * stride + k]) return false;
  }
  return true;
}
