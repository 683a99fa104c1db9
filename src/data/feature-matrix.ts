import { Matrix } from "ml-matrix";

/** Rows of a flat, row-major array as a matrix `[rows.length, columns]` in float64; without `rows`, all of them. */
export function featureMatrix(
  values: ArrayLike<number>,
  columns: number,
  rows: ArrayLike<number> = Array.from({ length: values.length / columns }, (_, row) => row),
): Matrix {
  const matrix = new Matrix(rows.length, columns);
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < columns; column++) {
      matrix.set(row, column, values[rows[row]! * columns + column]!);
    }
  }
  return matrix;
}
