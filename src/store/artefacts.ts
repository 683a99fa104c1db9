// All that lies in a store, whether anybody asks for it or not.
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { namesIn } from "./names-in.ts";

export interface Artefact {
  readonly key: string;
  readonly bytes: number;
}

/** With a record or without one, as an interruption may leave it; sorted by key. */
export async function artefactsIn(storeDir: string): Promise<Artefact[]> {
  const objects = await entriesIn(join(storeDir, "objects"));
  const records = await entriesIn(join(storeDir, "records"));
  const sizes = new Map<string, number>();
  for (const { name, path } of objects) sizes.set(name, (await bytesIn(path)) + (sizes.get(name) ?? 0));
  for (const { name, path } of records) {
    const key = name.replace(/\.json$/, "");
    sizes.set(key, (await lstat(path)).size + (sizes.get(key) ?? 0));
  }
  return [...sizes]
    .filter(([key]) => /^[0-9a-f]{64}$/.test(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, bytes]) => ({ key, bytes }));
}

/** Of the folders of two digits. */
async function entriesIn(folder: string): Promise<{ readonly name: string; readonly path: string }[]> {
  const digits = (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const found = await Promise.all(
    digits.map(async (two) => {
      const names = await namesIn(join(folder, two));
      return names.map((name) => ({ name, path: join(folder, two, name) }));
    }),
  );
  return found.flat();
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await namesIn(folder)).map(async (name) => (await lstat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
