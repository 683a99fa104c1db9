// Each feature's rows by falling value, once, before a tree grows: with bytes by counting, with floats by sorting. Rows of
// the feature's lowest value are left out: of MNIST's 47 million pixels 38 million are 0.
import type { Features } from "../../data/dataset.ts";
import { wordsOf } from "../../data/lit-columns.ts";

export interface SortedFeatures {
  readonly numRows: number;
  readonly numFeatures: number;
  /** `[numFeatures + 1]`: where each feature's entries start, and where the last one's end. */
  readonly starts: Uint32Array;
  /** A row, and `newValue` where its value differs from that of the entry before it. */
  readonly entries: Uint32Array;
  /** The value of a row, in the order of `ids`. */
  value(row: number, feature: number): number;
  /** The lowest value of each feature. */
  readonly lowest: Float64Array;
}

/** The top bit of an entry. */
export const newValue = 0x80000000;
export const rowBits = 0x7fffffff;

/** `features` `[*, numFeatures]`, of which the rows `ids` take part. @throws RangeError for a float that is not finite */
export function sortedFeatures(features: Features, numFeatures: number, ids: Uint32Array): SortedFeatures {
  return features.kind === "bytes"
    ? sortedBytes(features.values, numFeatures, ids)
    : sortedFloats(features.values, numFeatures, ids);
}

const byteValues = 256;

function sortedBytes(values: Uint8Array, numFeatures: number, ids: Uint32Array): SortedFeatures {
  const codesOf = litCodes(values, numFeatures, ids);
  const counts = new Uint32Array(numFeatures * byteValues); // by code
  for (let row = 0; row < ids.length; row++) {
    const codes = codesOf(row);
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
  }
  const starts = new Uint32Array(numFeatures + 1);
  const lowest = new Float64Array(numFeatures);
  const places = new Uint32Array(counts.length); // of the next entry of each code
  for (let feature = 0, place = 0; feature < numFeatures; feature++) {
    const counted = counts.subarray(feature * byteValues, (feature + 1) * byteValues);
    counted[0] = ids.length - counted.reduce((sum, count) => sum + count, 0);
    lowest[feature] = counted.findIndex((count) => count > 0);
    for (let value = byteValues - 1; value > lowest[feature]!; value--) {
      places[feature * byteValues + value] = place;
      place += counted[value]!;
    }
    starts[feature + 1] = place;
    counted.fill(0, 0, lowest[feature]! + 1); // what is not listed
  }
  const entries = new Uint32Array(starts[numFeatures]!);
  const firsts = places.slice();
  for (let row = 0; row < ids.length; row++) {
    const codes = codesOf(row);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!;
      if (counts[code] === 0) continue;
      const place = places[code]!++;
      entries[place] = place === firsts[code] ? (row | newValue) >>> 0 : row;
    }
  }
  const value = (row: number, feature: number) => values[ids[row]! * numFeatures + feature]!;
  return { numRows: ids.length, numFeatures, starts, entries, value, lowest };
}

/**
 * Codes `feature * 256 + value` of a row's bytes that are not 0, as a view that the next call changes. Four dark bytes are
 * passed over at once.
 */
function litCodes(values: Uint8Array, width: number, ids: Uint32Array): (row: number) => Uint32Array {
  const { words, step, rowWords } = wordsOf(values, width);
  const codes = new Uint32Array(width);
  return (row) => {
    const first = ids[row]! * rowWords;
    let count = 0;
    for (let word = 0; word < rowWords; word++) {
      let feature = word * step;
      // little-endian: the first byte is the lowest
      for (let rest = words[first + word]!; rest !== 0; rest >>>= 8) {
        if ((rest & 255) !== 0) codes[count++] = feature * byteValues + (rest & 255);
        feature++;
      }
    }
    return codes.subarray(0, count);
  };
}

function sortedFloats(values: Float32Array, numFeatures: number, ids: Uint32Array): SortedFeatures {
  const starts = new Uint32Array(numFeatures + 1);
  const lowest = new Float64Array(numFeatures);
  const entries = new Uint32Array(ids.length * numFeatures);
  const value = (row: number, feature: number) => values[ids[row]! * numFeatures + feature]!;
  let place = 0;
  for (let feature = 0; feature < numFeatures; feature++) {
    const rows = rowsByRisingValue((row) => value(row, feature), ids, feature);
    lowest[feature] = value(rows[0]!, feature);
    let before = Number.NaN;
    for (let i = rows.length - 1; i >= 0; i--) {
      const own = value(rows[i]!, feature);
      if (own === lowest[feature]) break;
      entries[place++] = own === before ? rows[i]! : (rows[i]! | newValue) >>> 0;
      before = own;
    }
    starts[feature + 1] = place;
  }
  return { numRows: ids.length, numFeatures, starts, entries: entries.slice(0, place), value, lowest };
}

/** Sorted as numbers of value and row together, which is far faster than with a function that compares. */
function rowsByRisingValue(
  valueOfRow: (row: number) => number,
  ids: Uint32Array,
  feature: number,
): Uint32Array {
  const [float, bits] = sharedWord();
  const keys = Float64Array.from(ids, (id, row) => {
    float[0] = valueOfRow(row);
    if (!Number.isFinite(float[0])) {
      throw new RangeError(
        `Expected features to be finite, got \`${float[0]}\` in sample ${id}, feature ${feature}`,
      );
    }
    const word = bits[0]!; // positive floats order as their bits do, negative ones the other way round
    const rank = word >= newValue ? 0xffffffff - word : word + newValue;
    return rank * rowRange + row;
  });
  return Uint32Array.from(keys.sort(), (key) => key % rowRange);
}

/** Rank (32 bits) and row (21 bits) are exact together in a double. */
const rowRange = 2 ** 21;

function sharedWord(): [Float32Array, Uint32Array] {
  const float = new Float32Array(1);
  return [float, new Uint32Array(float.buffer)];
}
