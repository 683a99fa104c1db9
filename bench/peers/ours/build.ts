import type { EngineName } from "../../../src/engine/engine.ts";

export interface OurContestant {
  /** One round; returns its units. */
  work(): Promise<number>;
  /** Not timed. */
  check(): Promise<number>;
  /** Of the last tree, where there is one. */
  leaves?(): number;
  close(): Promise<void>;
}

export type Build = (folder: string, engine: EngineName) => Promise<OurContestant>;

/** Training images on which accuracy is taken, as in python/peer.py. */
export const checkedRows = 1024;
