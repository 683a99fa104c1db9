// Where a value stands on an axis of Vega-Lite, in pixels, and back.
export interface PixelScale {
  pixelOf(value: number): number;
  valueAt(pixel: number): number;
}

/** `domain`: the values at pixel 0 and at pixel `length`. */
export function pixelScale(
  type: "linear" | "log",
  domain: readonly [number, number],
  length: number,
): PixelScale {
  const [along, back] = type === "log" ? [Math.log, Math.exp] : [(value: number) => value, Number];
  const [first, last] = [along(domain[0]), along(domain[1])];
  return {
    pixelOf: (value) => (length * (along(value) - first)) / (last - first),
    valueAt: (pixel) => back(first + ((last - first) * pixel) / length),
  };
}
