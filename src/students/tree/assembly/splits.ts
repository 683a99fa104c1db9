// AssemblyScript: the inner loops of growing a tree, compiled to WebAssembly by the build. All addresses are bytes of the
// memory that split-kernel.ts lays out; nothing is allocated here.
//
// A node has a list for each feature: its samples by falling value, but for those of the feature's lowest value in the
// data, which are not listed (of MNIST's pixels four of five are 0). An entry is a sample's row; its top bit says that its
// value differs from that of the entry before it. A table of a node has 12 bytes a list: feature, first entry, entries.
const newValue: u32 = 0x80000000;
const rowOf: u32 = 0x7fffffff;
const listBytes: usize = 12;

// The best split so far of the node that is searched.
let bestScore: f64 = 0;
/** A lower one is not better, whatever rounding did to both. */
let leastScore: f64 = 0;
let bestLeft: i64 = 0;
let bestRight: i64 = 0;
let bestList: i32 = 0;
let bestCount: i32 = 0;

function forgetBest(): void {
  bestScore = -1; // below that of any split
  leastScore = -1;
  bestList = -1;
}

/** Place in its node's table of the list that splits best; -1 where no split is possible. */
export function chosenList(): i32 {
  return bestList;
}

/** How many of that list's first entries go to the right. */
export function chosenCount(): i32 {
  return bestCount;
}

/**
 * With `left` and `right` the squared lengths of the two sums of targets, the squared errors fall by
 * left / nLeft + right / nRight - whole / n.
 */
function scoreOf(left: i64, right: i64, nRight: i32, n: i32): f64 {
  const l = <f64>(n - nRight);
  const r = <f64>nRight;
  return (<f64>left * r + <f64>right * l) / (l * r);
}

/** Unless the best one so far is better after all. Of equal ones the first list wins, then the lowest value. */
function choose(left: i64, right: i64, nRight: i32, n: i32, list: i32, minSamplesLeaf: i32): void {
  if (nRight < minSamplesLeaf || n - nRight < minSamplesLeaf) return;
  const score = scoreOf(left, right, nRight, n);
  if (score <= bestScore + (bestScore - leastScore)) {
    const difference = compareExactly(left, right, nRight, n);
    if (difference < 0 || (difference === 0 && bestList !== list)) return;
  }
  bestScore = score;
  leastScore = score * (1 - scoreError);
  bestLeft = left;
  bestRight = right;
  bestList = list;
  bestCount = nRight;
}

/** Twice as much as two scores can be wrong together: 4 roundings of 2^-53 each. */
const scoreError: f64 = 1.0 / 562949953421312.0; // 2^-49

/**
 * Of a split with the best one, where rounding hides the difference: among many rows with almost the same target the error
 * is far smaller than the squared lengths. Negative, 0 or positive.
 */
function compareExactly(left: i64, right: i64, nRight: i32, n: i32): f64 {
  if (left === bestLeft && right === bestRight && nRight === bestCount) return 0;
  const nLeft = <i64>(n - nRight);
  const nBestLeft = <i64>(n - bestCount);
  // Different fractions of these denominators are at least 1 / (product of both) apart.
  const products = <f64>(nLeft * <i64>nRight) * <f64>(nBestLeft * <i64>bestCount);
  if (4 * (bestScore - leastScore) * products < 1) return 0;
  const bestWhole = wholePart(bestLeft, bestRight, nBestLeft, <i64>bestCount);
  const bestRest = rest;
  const whole = wholePart(left, right, nLeft, <i64>nRight);
  return <f64>(whole - bestWhole) + (rest - bestRest);
}

let rest: f64 = 0;

/** Of left / nLeft + right / nRight; `rest` is what is left of it, below 1, and the same for equal ones. */
function wholePart(left: i64, right: i64, nLeft: i64, nRight: i64): i64 {
  const product = nLeft * nRight;
  const remainder = (left % nLeft) * nRight + (right % nRight) * nLeft;
  rest = <f64>(remainder % product) / <f64>product;
  return left / nLeft + right / nRight + remainder / product;
}

/**
 * Hard labels: a sum of targets is a count of each class, and one more sample changes its squared length by an odd number.
 * `labels` u8 a row, `sums` and `counts` (scratch) i32 a class.
 */
export function splitLabels(
  table: usize,
  lists: i32,
  n: i32,
  entries: usize,
  labels: usize,
  classes: i32,
  sums: usize,
  counts: usize,
  minSamplesLeaf: i32,
): void {
  forgetBest();
  let whole: i64 = 0;
  for (let k = 0; k < classes; k++) {
    const sum = <i64>load<i32>(sums + (k << 2));
    whole += sum * sum;
  }
  for (let list = 0; list < lists; list++) {
    const at = table + <usize>list * listBytes;
    const first = entries + ((<usize>load<u32>(at, 4)) << 2);
    const listed = load<i32>(at, 8);
    const end = first + ((<usize>listed) << 2);
    memory.fill(counts, 0, classes << 2);
    let right: i64 = 0; // squared length of the counts
    let cross: i64 = 0; // their product with the sums
    for (let p = first; p < end; p += 4) {
      const entry = load<u32>(p);
      if (entry & newValue && p !== first) {
        const left = whole - 2 * cross + right;
        const count = <i32>((p - first) >> 2);
        if (scoreOf(left, right, count, n) >= leastScore) choose(left, right, count, n, list, minSamplesLeaf);
      }
      const k = (<usize>load<u8>(labels + <usize>(entry & rowOf))) << 2;
      const count = load<i32>(counts + k);
      right += <i64>(2 * count + 1);
      cross += <i64>load<i32>(sums + k);
      store<i32>(counts + k, count + 1);
    }
    if (listed < n) {
      const left = whole - 2 * cross + right;
      if (scoreOf(left, right, listed, n) >= leastScore) choose(left, right, listed, n, list, minSamplesLeaf);
    }
  }
}

/** Of vectors of 12 numbers. */
function product12(a0: v128, a1: v128, a2: v128, b0: v128, b1: v128, b2: v128): i64 {
  const low = i64x2.add(i64x2.extmul_low_i32x4_s(a0, b0), i64x2.extmul_high_i32x4_s(a0, b0));
  const middle = i64x2.add(i64x2.extmul_low_i32x4_s(a1, b1), i64x2.extmul_high_i32x4_s(a1, b1));
  const high = i64x2.add(i64x2.extmul_low_i32x4_s(a2, b2), i64x2.extmul_high_i32x4_s(a2, b2));
  const sum = i64x2.add(i64x2.add(low, middle), high);
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
}

/** Targets of up to 12 outputs: `targets` 12 i16 a row, `sums` 12 i32; the running sum stays in registers. */
export function splitTargets12(
  table: usize,
  lists: i32,
  n: i32,
  entries: usize,
  targets: usize,
  sums: usize,
  minSamplesLeaf: i32,
): void {
  forgetBest();
  const s0 = v128.load(sums);
  const s1 = v128.load(sums, 16);
  const s2 = v128.load(sums, 32);
  const whole = product12(s0, s1, s2, s0, s1, s2);
  for (let list = 0; list < lists; list++) {
    const at = table + <usize>list * listBytes;
    const first = entries + ((<usize>load<u32>(at, 4)) << 2);
    const listed = load<i32>(at, 8);
    const end = first + ((<usize>listed) << 2);
    let q0 = i32x4.splat(0);
    let q1 = i32x4.splat(0);
    let q2 = i32x4.splat(0);
    for (let p = first; p < end; p += 4) {
      const entry = load<u32>(p);
      if (entry & newValue && p !== first) {
        const right = product12(q0, q1, q2, q0, q1, q2);
        const left = whole - 2 * product12(q0, q1, q2, s0, s1, s2) + right;
        const count = <i32>((p - first) >> 2);
        if (scoreOf(left, right, count, n) >= leastScore) choose(left, right, count, n, list, minSamplesLeaf);
      }
      const target = targets + <usize>(entry & rowOf) * 24;
      q0 = i32x4.add(q0, v128.load_ext<i16>(target));
      q1 = i32x4.add(q1, v128.load_ext<i16>(target, 8));
      q2 = i32x4.add(q2, v128.load_ext<i16>(target, 16));
    }
    if (listed < n) {
      const right = product12(q0, q1, q2, q0, q1, q2);
      const left = whole - 2 * product12(q0, q1, q2, s0, s1, s2) + right;
      if (scoreOf(left, right, listed, n) >= leastScore) choose(left, right, listed, n, list, minSamplesLeaf);
    }
  }
}

/** Of i32 vectors of so many bytes, a multiple of 16. */
function product(a: usize, b: usize, bytes: usize): i64 {
  let sum = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(a + i);
    const y = v128.load(b + i);
    sum = i64x2.add(sum, i64x2.add(i64x2.extmul_low_i32x4_s(x, y), i64x2.extmul_high_i32x4_s(x, y)));
  }
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
}

/** As `splitTargets12` for any number of outputs, a multiple of 4; `running` is scratch like `sums`. */
export function splitTargets(
  table: usize,
  lists: i32,
  n: i32,
  entries: usize,
  targets: usize,
  outputs: i32,
  sums: usize,
  running: usize,
  minSamplesLeaf: i32,
): void {
  forgetBest();
  const bytes = (<usize>outputs) << 2;
  const whole = product(sums, sums, bytes);
  for (let list = 0; list < lists; list++) {
    const at = table + <usize>list * listBytes;
    const first = entries + ((<usize>load<u32>(at, 4)) << 2);
    const listed = load<i32>(at, 8);
    const end = first + ((<usize>listed) << 2);
    memory.fill(running, 0, bytes);
    for (let p = first; p < end; p += 4) {
      const entry = load<u32>(p);
      if (entry & newValue && p !== first) {
        const right = product(running, running, bytes);
        const left = whole - 2 * product(running, sums, bytes) + right;
        const count = <i32>((p - first) >> 2);
        if (scoreOf(left, right, count, n) >= leastScore) choose(left, right, count, n, list, minSamplesLeaf);
      }
      const target = targets + <usize>(entry & rowOf) * (bytes >> 1);
      for (let i: usize = 0; i < bytes; i += 16) {
        const sum = i32x4.add(v128.load(running + i), v128.load_ext<i16>(target + (i >> 1)));
        v128.store(running + i, sum);
      }
    }
    if (listed < n) {
      const right = product(running, running, bytes);
      const left = whole - 2 * product(running, sums, bytes) + right;
      if (scoreOf(left, right, listed, n) >= leastScore) choose(left, right, listed, n, list, minSamplesLeaf);
    }
  }
}

let rightLists: i32 = 0;

/** Lists of the right child that `partition` left with entries. */
export function rightListCount(): i32 {
  return rightLists;
}

/**
 * Splits every list of a node in place, in order: first what goes left, then the rows whose byte in `isRight` is 1. Writes
 * the tables of both children, without empty lists, and returns how many lists the left one has. `spare` holds as many
 * entries as there are rows, and one more.
 */
export function partition(
  table: usize,
  lists: i32,
  entries: usize,
  spare: usize,
  isRight: usize,
  leftTable: usize,
  rightTable: usize,
): i32 {
  let left = leftTable;
  let right = rightTable;
  for (let list = 0; list < lists; list++) {
    const at = table + <usize>list * listBytes;
    const feature = load<u32>(at);
    const start = load<u32>(at, 4);
    const listed = load<u32>(at, 8);
    const first = entries + ((<usize>start) << 2);
    const end = first + ((<usize>listed) << 2);
    let toLeft = first;
    let toRight = spare;
    // Whether a new value began since the last entry of each side. Both sides are written; only one moves on.
    let newLeft: u32 = 0;
    let newRight: u32 = 0;
    for (let p = first; p < end; p += 4) {
      const entry = load<u32>(p);
      newLeft |= entry & newValue;
      newRight |= entry & newValue;
      const row = entry & rowOf;
      const goesRight = <u32>load<u8>(isRight + <usize>row);
      store<u32>(toLeft, row | newLeft);
      store<u32>(toRight, row | newRight);
      toLeft += <usize>((1 - goesRight) << 2);
      toRight += <usize>(goesRight << 2);
      const mask: u32 = 0 - goesRight;
      newLeft &= mask;
      newRight &= ~mask;
    }
    const kept = <u32>((toLeft - first) >> 2);
    const moved = listed - kept;
    memory.copy(toLeft, spare, (<usize>moved) << 2);
    if (kept > 0) {
      store<u32>(left, feature);
      store<u32>(left, start, 4);
      store<u32>(left, kept, 8);
      left += listBytes;
    }
    if (moved > 0) {
      store<u32>(right, feature);
      store<u32>(right, start + kept, 4);
      store<u32>(right, moved, 8);
      right += listBytes;
    }
  }
  rightLists = <i32>((right - rightTable) / listBytes);
  return <i32>((left - leftTable) / listBytes);
}
