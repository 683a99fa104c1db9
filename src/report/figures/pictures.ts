// Samples as small pictures in rows, each with lines of text below.
import { rectangles, type Size, words } from "./canvas.ts";
import { rasterLayer } from "./raster.ts";

export interface Picture {
  /** A byte a value, row by row from the top. */
  readonly pixelsBase64: string;
  readonly text: readonly string[];
}

const columns = 6;
const column = { width: 116, largest: 84 };
const text = { first: 12, line: 15, end: 38 };

/** Sixteen greys. Black is the ground, drawn as one box; the brightest is not quite white, which would not be drawn. */
const greys = ["#ffffff", ...Array.from({ length: 14 }, (_, i) => grey(17 * (i + 1))), grey(254)];

function grey(level: number): string {
  return `#${level.toString(16).padStart(2, "0").repeat(3)}`;
}

/** Of all pictures together; of none, one line. */
export function pictureSize(count: number, shape: readonly number[]): Size {
  const rows = Math.ceil(count / columns);
  return { width: columns * column.width, height: rows === 0 ? text.line : rows * rowHeight(shape) };
}

function rowHeight(shape: readonly number[]): number {
  return (shape[0] ?? 1) * cellOf(shape) + text.end;
}

/** Whole pixels of the screen for each of the image. */
function cellOf([height = 1, width = 1]: readonly number[]): number {
  return Math.max(1, Math.floor(column.largest / Math.max(height, width)));
}

/** `shape` of each: height, width and, with colours, channels. */
export function pictureLayers(pictures: readonly Picture[], shape: readonly number[], size: Size) {
  if (pictures.length === 0)
    return [words(size, [{ left: 0, top: 8, text: "none" }], { fontSize: 12, align: "left" })];
  const [height = 1, width = 1] = shape;
  const cell = cellOf(shape);
  const placed = pictures.map((picture, i) => ({
    picture,
    left: (i % columns) * column.width,
    top: Math.floor(i / columns) * rowHeight(shape),
  }));
  const grounds = placed.map(({ left, top }) => {
    return { left, top, right: left + cell * width, bottom: top + cell * height, fill: "#000000" };
  });
  const rasters = placed.map(({ picture, left, top }) => {
    return { left, top, cell, columns: width, levels: levelsOf(picture, shape) };
  });
  const lines = placed.flatMap(({ picture, left, top }) =>
    picture.text.map((line, i) => ({
      left,
      top: top + cell * height + text.first + i * text.line,
      text: line,
    })),
  );
  return [
    rectangles(size, grounds),
    rasterLayer(rasters, greys),
    words(size, lines, { fontSize: 12, align: "left" }),
  ];
}

/** Indices into `greys`; of a pixel with several channels the mean. */
function levelsOf(
  { pixelsBase64 }: Picture,
  [height = 1, width = 1, channels = 1]: readonly number[],
): number[] {
  const bytes = Buffer.from(pixelsBase64, "base64");
  return Array.from({ length: height * width }, (_, pixel) => {
    const values = bytes.subarray(pixel * channels, (pixel + 1) * channels);
    return Math.round(values.reduce((sum, byte) => sum + byte, 0) / channels / 17);
  });
}
