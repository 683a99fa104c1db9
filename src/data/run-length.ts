/** `[class, length, class, length, ...]`: neighbours of one class told once. */
export function runLength(classes: ArrayLike<number>): number[] {
  const runs: number[] = [];
  for (let start = 0; start < classes.length; ) {
    let end = start + 1;
    while (end < classes.length && classes[end] === classes[start]) end++;
    runs.push(classes[start]!, end - start);
    start = end;
  }
  return runs;
}

/** The reverse of `runLength`; throws a RangeError unless the runs make exactly `length` classes of 0 to 255. */
export function expandRuns(runs: readonly number[], length: number): Uint8Array {
  const classes = new Uint8Array(length);
  let filled = 0;
  for (let index = 0; index < runs.length; index += 2) {
    const [value, count] = [runs[index]!, runs[index + 1] ?? 0];
    if (!(isCount(count) && count >= 1 && filled + count <= length && isCount(value) && value <= 255)) {
      throw new RangeError(
        `Expected runs over ${length} classes, got class ${value}, length ${count} at ${index}`,
      );
    }
    classes.fill(value, filled, filled + count);
    filled += count;
  }
  if (filled !== length) throw new RangeError(`Expected runs over ${length} classes, got ${filled}`);
  return classes;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
