// The outline of a class on a grid of cells: a few kilobytes where a rectangle for each run would be a hundred, and
// no seams between neighbours.

/** A closed line over corners of cells: `[column, row]`, row 0 at the bottom, the last point the first again. */
export type Ring = readonly (readonly [number, number])[];

/**
 * Rings around all cells of `value`, which lies on the left of each: so a hole turns the other way than what
 * surrounds it, and the rings together, filled by the nonzero rule, are the cells. `cells` is row by row.
 */
export function classOutlines(cells: ArrayLike<number>, columns: number, value: number): Ring[] {
  const edges = edgesAround(cells, columns, value);
  const rings: Ring[] = [];
  for (const start of edges.keys()) {
    for (let next = takeEdge(edges, start); next !== undefined; next = takeEdge(edges, start)) {
      rings.push(closed(edges, start, next, columns + 1));
    }
  }
  return rings;
}

/** Corner -> the corners to which an edge goes; a corner is `row * (columns + 1) + column`. */
type Edges = Map<number, number[]>;

function edgesAround(cells: ArrayLike<number>, columns: number, value: number): Edges {
  const rows = cells.length / columns;
  const edges: Edges = new Map();
  const inside = (column: number, row: number) =>
    column >= 0 && column < columns && row >= 0 && row < rows && cells[row * columns + column] === value;
  const add = (from: number, to: number) => edges.set(from, [...(edges.get(from) ?? []), to]);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!inside(column, row)) continue;
      const bottomLeft = row * (columns + 1) + column;
      const topLeft = bottomLeft + columns + 1;
      if (!inside(column, row - 1)) add(bottomLeft, bottomLeft + 1);
      if (!inside(column + 1, row)) add(bottomLeft + 1, topLeft + 1);
      if (!inside(column, row + 1)) add(topLeft + 1, topLeft);
      if (!inside(column - 1, row)) add(topLeft, bottomLeft);
    }
  }
  return edges;
}

function takeEdge(edges: Edges, from: number): number | undefined {
  return edges.get(from)?.pop();
}

/** As many edges come into a corner as go out, so a walk ends only where it began. */
function closed(edges: Edges, start: number, second: number, width: number): Ring {
  const corners = [start];
  for (let corner = second; corner !== start; ) {
    corners.push(corner);
    const next = takeEdge(edges, corner);
    if (next === undefined) throw new RangeError("Expected the edges around a class to be closed");
    corner = next;
  }
  const turns = corners.filter((corner, i) => isTurn(corners.at(i - 1)!, corner, corners[i + 1] ?? start));
  return [...turns, turns[0]!].map((corner) => [corner % width, Math.floor(corner / width)] as const);
}

/** Steps of the same direction differ by the same number. */
function isTurn(before: number, corner: number, after: number): boolean {
  return corner - before !== after - corner;
}
