/**
 * Mean 0 and standard deviation 1 over the training rows, of each of `columns`; a number that is the same in all of them becomes
 * 0 there. `features`: `[samples, size]`, changed in place.
 */
export function standardise(
  features: Float64Array,
  size: number,
  columns: Iterable<number>,
  train: Uint32Array,
): void {
  for (const at of columns) {
    let [sum, squares] = [0, 0];
    for (const id of train) sum += features[id * size + at]!;
    const mean = sum / train.length;
    for (const id of train) squares += (features[id * size + at]! - mean) ** 2;
    const deviation = Math.sqrt(squares / train.length) || 1;
    for (let place = at; place < features.length; place += size)
      features[place] = (features[place]! - mean) / deviation;
  }
}
