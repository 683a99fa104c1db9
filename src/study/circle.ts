type Next = (name: string) => readonly string[];

/** Each circle once, at the first of `names` that is in it; a thing without a name is in none. */
export function circlesAmong(
  names: readonly (string | null)[],
  next: Next,
): { readonly index: number; readonly circle: readonly string[] }[] {
  return names.flatMap((name, index) => {
    const circle = name === null ? null : circleFrom(name, next);
    if (circle === null || circle.some((other) => names.indexOf(other) < index)) return [];
    return [{ index, circle }];
  });
}

/** The way from a name back to itself, as in `["a", "b", "a"]`, where `next` tells which names follow one; null without any. */
export function circleFrom(start: string, next: Next): string[] | null {
  const seen = new Set<string>();
  const wayFrom = (name: string): string[] | null => {
    for (const other of next(name)) {
      if (other === start) return [name, start];
      if (seen.has(other)) continue;
      seen.add(other);
      const way = wayFrom(other);
      if (way !== null) return [name, ...way];
    }
    return null;
  };
  return wayFrom(start);
}
