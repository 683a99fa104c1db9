// The rectangle of the plane over which a classifier of moons is drawn: the same for every row and figure.

export interface PlaneGrid {
  /** `[rows * columns, 2]`: the centres of the cells, row by row from the bottom, each from the left. */
  readonly points: Float32Array;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
}

export function planeGrid(): PlaneGrid {
  const x = [-2, 3] as const;
  const y = [-1.75, 2.25] as const;
  const columns = 120;
  const rows = 96;
  const points = new Float32Array(rows * columns * 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = 2 * (row * columns + column);
      points[cell] = x[0] + ((column + 0.5) * (x[1] - x[0])) / columns;
      points[cell + 1] = y[0] + ((row + 0.5) * (y[1] - y[0])) / rows;
    }
  }
  return { points, x, y, columns, rows };
}
