import { setting } from "../format.ts";
import type { AmountScale } from "./amount-scale.ts";
import { rectangles, words } from "./canvas.ts";
import { amountColors } from "./palette.ts";

/** The colours of a scale as boxes, with the edges between them below, in per cent. */
export function amountLegend({ edges }: AmountScale, title: string) {
  const [box, margin] = [54, 14];
  const size = { width: box * edges.length + 2 * margin, height: 32 };
  const boxes = edges.map((_, i) => ({
    left: margin + i * box,
    right: margin + (i + 1) * box,
    top: 0,
    bottom: 12,
    fill: amountColors[i + 1]!,
  }));
  const labels = [0, ...edges].map((edge, i) => ({ left: margin + i * box, top: 22, text: setting(edge) }));
  return {
    ...size,
    view: { stroke: null },
    title: { text: title, fontSize: 12, fontWeight: "normal" as const, offset: 6 },
    layer: [rectangles(size, boxes), words(size, labels, { fontSize: 11 })],
  };
}
