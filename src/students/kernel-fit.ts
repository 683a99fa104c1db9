/** Layers up to this width fit the lane kernel's loops; wider ones are better off with a library's products. */
const widest = 64;

/** `sizes`: `[inputs, hidden..., classes]` */
export function fitsLaneKernel(sizes: readonly number[]): boolean {
  return sizes.slice(1).every((units) => units <= widest);
}
