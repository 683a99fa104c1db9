/** One panel alone is wide; more of them stand in two columns. */
const mostColumns = 2;

export function columnsOf(panels: number): number {
  return Math.min(mostColumns, panels);
}

/** `rowGap`: pixels below the panels of a row, of all rows that have another one below. */
export function panelGrid<P, Spec>(
  panels: readonly P[],
  rowGap: (above: readonly P[]) => number,
  specOf: (panel: P) => Spec,
) {
  const columns = columnsOf(panels.length);
  const above = panels.slice(0, columns * (Math.ceil(panels.length / columns) - 1)); // nothing stands below the last row
  return {
    columns,
    // Plot areas in line, whatever stands around them: room for axes, titles and the legends.
    bounds: "flush" as const,
    spacing: { column: 76, row: rowGap(above) },
    concat: panels.map(specOf),
    resolve: { scale: { color: "independent" as const, strokeDash: "independent" as const } },
  };
}
