type Next = (name: string) => readonly string[];

/** Each circle once, at the first of `names` that is in it; a thing without a name is in none. */
export function circlesAmong(
  names: readonly (string | null)[],
  next: Next,
): { readonly index: number; readonly circle: readonly string[] }[] {
  const places = new Map<string | null, number>();
  for (const [index, name] of names.entries()) if (!places.has(name)) places.set(name, index);
  return names.flatMap((name, index) => {
    const circle = name === null ? null : circleFrom(name, next);
    if (circle === null || circle.some((other) => (places.get(other) ?? index) < index)) return [];
    return [{ index, circle }];
  });
}

/** The way from a name back to itself, as in `["a", "b", "a"]`, where `next` tells which names follow one; null without any. */
export function circleFrom(start: string, next: Next): string[] | null {
  const seen = new Set<string>();
  const way: string[] = [];
  const leadsBack = (name: string): boolean => {
    way.push(name);
    for (const other of next(name)) {
      if (other === start) return true;
      if (seen.has(other)) continue;
      seen.add(other);
      if (leadsBack(other)) return true;
    }
    way.pop();
    return false;
  };
  return leadsBack(start) ? [...way, start] : null;
}
