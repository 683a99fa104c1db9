// Ascending places in a split as text: the gaps between them as bytes of 7 bits each, the lowest first, the top bit set
// where more follow (LEB128); in base64. Ten thousand places of which 700 are taken are some 930 characters.

/** `places`: ascending, each 0 or more and different. */
export function codedPlaces(places: readonly number[]): string {
  const bytes: number[] = [];
  let next = 0;
  for (const place of places) {
    let gap = place - next;
    if (!(gap >= 0)) throw new RangeError(`Expected ascending places, got ${place} after ${next - 1}`);
    for (; gap > 127; gap = Math.floor(gap / 128)) bytes.push((gap % 128) + 128);
    bytes.push(gap);
    next = place + 1;
  }
  return Buffer.from(bytes).toString("base64");
}

/** Those of `places` that the others do not have. */
export function placesWithout(places: readonly number[], others: readonly number[]): number[] {
  const known = new Set(others);
  return places.filter((place) => !known.has(place));
}

export function decodedPlaces(text: string): number[] {
  const places: number[] = [];
  let next = 0;
  let gap = 0;
  let unit = 1;
  for (const byte of Buffer.from(text, "base64")) {
    gap += (byte % 128) * unit;
    unit *= 128;
    if (byte > 127) continue;
    places.push(next + gap);
    next += gap + 1;
    gap = 0;
    unit = 1;
  }
  return places;
}
