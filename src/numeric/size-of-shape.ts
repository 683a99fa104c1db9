/** Numbers of an array of this shape; 1 for a single number, which has none. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1);
}
