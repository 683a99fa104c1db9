// The WebAssembly of assembly/splits.ts with memory of its own for one tree: the sorted entries, which each split divides in
// place, the targets, and a table of lists for each node that waits.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../package-root.ts";
import { UserError } from "../../user-error.ts";
import { featureOrder } from "./feature-order.ts";
import { rowBits, type SortedFeatures } from "./sorted-features.ts";
import type { Targets } from "./targets.ts";

/** The lists of one node; `release` it when it has been split or is a leaf. */
export interface NodeLists {
  readonly address: number;
  readonly count: number;
}

export interface Split {
  readonly feature: number;
  /** Rows that go to the right, from the highest value down. */
  readonly right: Uint32Array;
  /** The row of the highest value that goes left; null where that is the feature's lowest value. */
  readonly highestLeft: number | null;
}

export interface SplitKernel {
  root(): NodeLists;
  /** Of a node with `n` rows and these sums of targets; null where no split leaves `minSamplesLeaf` on both sides. */
  bestSplit(lists: NodeLists, n: number, sums: Int32Array, minSamplesLeaf: number): Split | null;
  /** Divides the lists by the rows whose byte in `isRight` is 1. */
  partition(lists: NodeLists): [left: NodeLists, right: NodeLists];
  release(lists: NodeLists): void;
  /** `[rows]`, for the caller to set and to clear. */
  readonly isRight: Uint8Array;
}

/** What assembly/splits.ts exports. */
interface SplitFunctions {
  splitLabels(...numbers: number[]): void;
  splitTargets12(...numbers: number[]): void;
  splitTargets(...numbers: number[]): void;
  chosenList(): number;
  chosenCount(): number;
  partition(...numbers: number[]): number;
  rightListCount(): number;
}

const listBytes = 12;
const pageBytes = 65_536;

export function splitKernel(sorted: SortedFeatures, targets: Targets): SplitKernel {
  const { numRows, numFeatures, starts } = sorted;
  const layout = memoryLayout();
  const entriesAt = layout.place(sorted.entries.byteLength);
  const spareAt = layout.place(4 * (numRows + 1));
  const isRightAt = layout.place(numRows);
  const targetsAt = layout.place(targets.kind === "labels" ? numRows : targets.values.byteLength);
  const outputs = targets.kind === "labels" ? targets.numOutputs : targets.stride;
  const sumsAt = layout.place(4 * outputs);
  const runningAt = layout.place(4 * outputs);
  // Of two children the smaller one is split first, so nodes that wait halve: and two more for the children of a node.
  const tableBytes = listBytes * numFeatures;
  const tables = Array.from({ length: Math.ceil(Math.log2(numRows + 1)) + 3 }, () =>
    layout.place(tableBytes),
  );

  checkSize(layout.bytes(), numRows);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.bytes() / pageBytes) });
  const functions = instantiate(memory);
  const entries = new Uint32Array(memory.buffer, entriesAt, sorted.entries.length);
  const sumsOfNode = new Int32Array(memory.buffer, sumsAt, outputs);
  const words = new Uint32Array(memory.buffer);
  entries.set(sorted.entries);
  if (targets.kind === "labels") new Uint8Array(memory.buffer, targetsAt, numRows).set(targets.labels);
  else new Int16Array(memory.buffer, targetsAt, targets.values.length).set(targets.values);

  function takeTable(): number {
    const address = tables.pop();
    if (address === undefined) throw new Error("Expected fewer nodes to wait at a time");
    return address;
  }

  const list = (lists: NodeLists, index: number) => words.subarray((lists.address + listBytes * index) / 4);

  function search({ address, count }: NodeLists, n: number, minSamplesLeaf: number): void {
    const node = [address, count, n, entriesAt, targetsAt] as const;
    if (targets.kind === "labels") functions.splitLabels(...node, outputs, sumsAt, runningAt, minSamplesLeaf);
    else if (outputs === 12) functions.splitTargets12(...node, sumsAt, minSamplesLeaf);
    else functions.splitTargets(...node, outputs, sumsAt, runningAt, minSamplesLeaf);
  }

  return {
    isRight: new Uint8Array(memory.buffer, isRightAt, numRows),
    root() {
      const lists = { address: takeTable(), count: numFeatures };
      featureOrder(numFeatures).forEach((feature, place) => {
        list(lists, place).set([feature, starts[feature]!, starts[feature + 1]! - starts[feature]!]);
      });
      return lists;
    },
    bestSplit(lists, n, sums, minSamplesLeaf) {
      sumsOfNode.set(sums);
      search(lists, n, minSamplesLeaf);
      const chosen = functions.chosenList();
      if (chosen === -1) return null;
      const [feature, first, listed] = list(lists, chosen) as unknown as [number, number, number];
      const count = functions.chosenCount();
      return {
        feature,
        right: entries.subarray(first, first + count).map((entry) => entry & rowBits),
        highestLeft: count < listed ? entries[first + count]! & rowBits : null,
      };
    },
    partition({ address, count }) {
      const [left, right] = [takeTable(), takeTable()];
      const kept = functions.partition(address, count, entriesAt, spareAt, isRightAt, left, right);
      return [
        { address: left, count: kept },
        { address: right, count: functions.rightListCount() },
      ];
    },
    release({ address }) {
      tables.push(address);
    },
  };
}

/** Places one after another, each at a multiple of 64 bytes: a target's vectors then lie in as few cache lines as they can. */
function memoryLayout() {
  let end = 1024; // the first kilobyte is the module's own
  return {
    place(bytes: number): number {
      const start = end;
      end += Math.ceil(bytes / 64) * 64;
      return start;
    },
    bytes: () => end,
  };
}

/** Addresses have 32 bits. */
const mostBytes = 2 ** 32;

function checkSize(bytes: number, numRows: number): void {
  if (bytes <= mostBytes) return;
  throw new UserError(
    `A tree on ${numRows} rows needs ${Math.ceil(bytes / 1e9)} GB for its sorted features, and WebAssembly has 4. ` +
      "Use fewer rows (`trainLimit`), or fewer features.",
  );
}

let compiled: WebAssembly.Module | undefined;

function instantiate(memory: WebAssembly.Memory): SplitFunctions {
  compiled ??= new WebAssembly.Module(splitsBytes());
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as SplitFunctions;
}

/** Made by the build, from assembly/splits.ts. */
function splitsBytes(): Uint8Array {
  try {
    return readFileSync(join(packageRoot(), "dist", "src", "students", "tree", "splits.wasm"));
  } catch (cause) {
    throw new UserError(
      "Exact trees need splits.wasm, which is not there. The build makes it: run `npm run setup`.",
      { cause },
    );
  }
}
