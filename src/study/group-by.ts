/** Items of one identity together, in the order in which each identity first comes. */
export function groupBy<T>(items: readonly T[], identity: (item: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    const own = identity(item);
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
