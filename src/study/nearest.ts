/** Of names from outside: what is longer is no misspelt name, and takes the square of its length to compare. */
const longest = 100;

/** The known name that `name` was most likely meant to be, or null when none is near. Case does not count. */
export function nearest(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  if (name.length > longest) return null;
  for (const candidate of known) {
    if (candidate.length > longest) continue;
    const limit = Math.ceil(Math.max(name.length, candidate.length) / 3);
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`; no part is edited twice
 * (optimal string alignment, the restricted Damerau-Levenshtein distance).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, substitution, swap));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
