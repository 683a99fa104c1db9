// Images of few colours as one path a colour: a run of equal cells is a thick line, for which a dozen bytes of SVG suffice
// where a rectangle takes a hundred.

export interface Raster {
  readonly left: number;
  readonly top: number;
  /** Pixels of the screen. */
  readonly cell: number;
  readonly columns: number;
  /** Row by row from the top: an index into the colours. */
  readonly levels: ArrayLike<number>;
}

/** Each cell reaches so far under its neighbours that no seam shows between them, whatever the scale of the page. */
const overlap = 0.4;

/** All rasters of a panel, of one size of cell, on white: what is white is not drawn. */
export function rasterLayer(rasters: readonly Raster[], palette: readonly string[]) {
  const values = palette
    .map((stroke, level) => ({
      type: "Feature" as const,
      properties: {},
      stroke,
      geometry: {
        type: "MultiLineString" as const,
        coordinates: stroke === "#ffffff" ? [] : rasters.flatMap((raster) => runsOf(raster, level)),
      },
    }))
    .filter(({ geometry }) => geometry.coordinates.length > 0);
  return {
    data: { values },
    projection: { type: "identity" as const, scale: 1, translate: [0, 0] as [number, number] },
    mark: { type: "geoshape" as const, filled: false, strokeWidth: (rasters[0]?.cell ?? 1) + overlap },
    encoding: { stroke: { field: "stroke", type: "nominal" as const, scale: null } },
  };
}

/** Along the middle of each run of cells of this level, from edge to edge. */
function runsOf({ left, top, cell, columns, levels }: Raster, level: number): [number, number][][] {
  const runs: [number, number][][] = [];
  for (let start = 0; start < levels.length; ) {
    const rowEnd = (Math.floor(start / columns) + 1) * columns;
    let end = start + 1;
    while (end < rowEnd && levels[end] === levels[start]) end++;
    if (levels[start] === level) {
      const y = top + cell * (Math.floor(start / columns) + 0.5);
      const [x1, x2] = [left + cell * (start % columns), left + cell * (end - rowEnd + columns) + overlap];
      runs.push([
        [x1, y],
        [x2, y],
      ]);
    }
    start = end;
  }
  return runs;
}
