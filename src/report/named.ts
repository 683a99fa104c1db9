/** "A; B; C"; of more than `most` the first of them, "A; B; and 3 more", but for a single one. Names may have commas of their own. */
export function named(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 1 ? `${names.slice(0, most).join("; ")}; and ${rest} more` : names.join("; ");
}
