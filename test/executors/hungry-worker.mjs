// Stands in for workers/job.ts: a job called "hungry" fills the heap, one called "hungry once FILE" only the first time.
import { existsSync, writeFileSync } from "node:fs";

export default async function job({ job }) {
  const [name, once, file] = job.id.split(" ");
  if (name !== "hungry" || (once && existsSync(file))) return { failures: [] };
  if (once) writeFileSync(file, "");
  for (const held = []; ; ) held.push(new Array(10_000).fill(held.length));
}
