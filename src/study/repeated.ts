import { canonicalJson } from "./key.ts";

/** The positions whose value was there before: `[3, 1, 3]` gives `[2]`. Lists are compared by what is in them. */
export function repeated(values: readonly unknown[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const text = canonicalJson(value);
    if (seen.has(text)) return [index];
    seen.add(text);
    return [];
  });
}
