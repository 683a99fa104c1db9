/** Layers up to this width fit the lane kernel's loops; wider ones are better off with a library's products. */
const widest = 64;

/** `units` of each layer behind the inputs: `[hidden..., classes]`. */
export function fitsLaneKernel(units: readonly number[]): boolean {
  return units.every((width) => width <= widest);
}
