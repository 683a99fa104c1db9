/** The way from a name back to itself, as in `["a", "b", "a"]`, where `next` tells which names follow one; null without any. */
export function circleFrom(start: string, next: (name: string) => readonly string[]): string[] | null {
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
