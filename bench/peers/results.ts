// results/bench/peers.json: every measured round of each work, with when and where it was measured.
import { readFile } from "node:fs/promises";
import type { Answer } from "./protocol.ts";
import type { Contestant, WorkName } from "./works.ts";

export type Outcome =
  | {
      readonly state: "measured";
      readonly versions: Readonly<Record<string, string>>;
      /** In the order of the rounds. */
      readonly rounds: readonly Answer[];
    }
  | { readonly state: "failed"; readonly why: string };

export interface ContestantResult {
  readonly contestant: Contestant;
  readonly outcome: Outcome;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
}

export interface WorkResult {
  readonly work: WorkName;
  /** ISO 8601 */
  readonly date: string;
  readonly machine: Machine;
  /** Of `works.ts`, ours first. */
  readonly results: readonly ContestantResult[];
}

export interface PeersFile {
  readonly schemaVersion: 1;
  readonly works: readonly WorkResult[];
}

/** Works measured again replace those of the same name; `order` is that of the file. */
export function merged(
  old: readonly WorkResult[],
  measured: readonly WorkResult[],
  order: readonly WorkName[],
): WorkResult[] {
  return order.flatMap((name) => {
    const found = [...measured, ...old].find(({ work }) => work === name);
    return found ? [found] : [];
  });
}

/** Nothing where there is no file yet. */
export async function readResults(path: string): Promise<readonly WorkResult[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return (JSON.parse(text) as PeersFile).works;
}
