import type { Example } from "../../results/row.ts";

/** A sample as squares of grey, one a pixel, black where nothing is; a colour image by the mean of its channels. */
export function imageSpec(example: Example, size: number) {
  const [height = 1, width = 1, channels = 1] = example.shape;
  const bytes = Buffer.from(example.pixelsBase64, "base64");
  const cell = Math.max(1, Math.floor(size / Math.max(height, width))); // whole, so that no seam shows between squares
  const values = Array.from({ length: height * width }, (_, i) => {
    const pixel = bytes.subarray(i * channels, (i + 1) * channels);
    const level = Math.round(pixel.reduce((sum, byte) => sum + byte, 0) / channels);
    return { column: i % width, row: Math.floor(i / width), level };
  }).filter(({ level }) => level > 0);
  return {
    width: cell * width,
    height: cell * height,
    title: { text: `a ${example.label}`, fontSize: 12 },
    view: { fill: "#000000", stroke: null },
    data: {
      values: values.map(({ column, row, level }) => ({ ...square(column, row, cell), fill: grey(level) })),
    },
    mark: { type: "rect" as const },
    encoding: {
      x: { field: "left", type: "quantitative" as const, scale: { domain: [0, cell * width] }, axis: null },
      x2: { field: "right" },
      y: { field: "top", type: "quantitative" as const, scale: { domain: [cell * height, 0] }, axis: null },
      y2: { field: "bottom" },
      color: { field: "fill", type: "nominal" as const, scale: null },
    },
  };
}

function square(column: number, row: number, cell: number) {
  return { left: column * cell, right: (column + 1) * cell, top: row * cell, bottom: (row + 1) * cell };
}

function grey(level: number): string {
  return `#${level.toString(16).padStart(2, "0").repeat(3)}`;
}
