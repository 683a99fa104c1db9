import { npyBytes } from "../formats/npy.ts";
import type { SoftLabelsSummary } from "../results/summary.ts";
import type { ArtefactFile } from "../store/store.ts";

/** What the store keeps of soft labels. `logits` `[rows, classes]`, row = sample id. */
export function softLabelsFiles(logits: Float32Array, summary: SoftLabelsSummary): ArtefactFile[] {
  const { example: _, ...manifest } = summary;
  const matrix = { rows: summary.rows, columns: logits.length / summary.rows, values: logits };
  return [
    { name: "logits.npy", bytes: npyBytes(matrix) },
    { name: "manifest.json", bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
  ];
}
