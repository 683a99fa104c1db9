import type { Example } from "../../src/results/row.ts";

/** A 4 that could be a 9: three strokes on 28 x 28, and a teacher that hesitates. */
export const digitExample: Example = {
  sampleId: 54_321,
  label: 4,
  shape: [28, 28, 1],
  pixelsBase64: Buffer.from(pixels()).toString("base64"),
  logits: [-3.1, -2.2, -0.9, -1.8, 7.4, -0.6, -2.9, 1.1, 1.9, 6.6],
};

function pixels(): Uint8Array {
  const strokes = [
    [10, 6, 8, 14],
    [8, 14, 18, 14],
    [18, 7, 17, 23],
    [10, 6, 18, 7],
  ] as const;
  return Uint8Array.from({ length: 28 * 28 }, (_, i) => {
    const [x, y] = [i % 28, Math.floor(i / 28)];
    const distance = Math.min(...strokes.map((stroke) => distanceTo(x, y, stroke)));
    return Math.round(255 * Math.max(0, Math.min(1, 1.9 - distance)));
  });
}

function distanceTo(
  x: number,
  y: number,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}
