/** The first item of each identity. */
export function uniqueBy<T>(items: readonly T[], identity: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const known = seen.has(identity(item));
    seen.add(identity(item));
    return !known;
  });
}
