/** Items of the same identity in both lists, in the order of the first; an identity is there once in each. */
export function pairsBy<T>(
  a: readonly T[],
  b: readonly T[],
  identity: (item: T) => string,
): (readonly [T, T])[] {
  const others = new Map(b.map((item) => [identity(item), item]));
  return a.flatMap((item) => {
    const other = others.get(identity(item));
    return other === undefined ? [] : [[item, other] as const];
  });
}

/** Items of the first list whose identity the second has not. */
export function missingFrom<T>(b: readonly T[], a: readonly T[], identity: (item: T) => string): T[] {
  const known = new Set(b.map(identity));
  return a.filter((item) => !known.has(identity(item)));
}
