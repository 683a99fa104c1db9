// Which engine can run, decided from files alone: nothing of TensorFlow is loaded, so that planning stays fast.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { processorId } from "../machine/processor.ts";
import { UserError } from "../user-error.ts";
import type { EngineName } from "./engine.ts";

export type NativeAvailability =
  | {
      readonly state: "available";
      readonly tensorflow: string;
      readonly tfjsNode: string;
      /** File of the lane kernel; null where it was not built for this processor. */
      readonly laneKernel: string | null;
    }
  | { readonly state: "absent"; readonly why: string };

/** deps/distilgrid.json, as scripts/native/addon.mjs writes it. */
interface Stamp {
  readonly tensorflow: string;
  readonly tfjsNode: string;
  /** docs/decisions/002-addon-threads.md */
  readonly threadSafe?: boolean;
  /** The kernel of src/students/kernel/; `built` for this processor, or why not. */
  readonly laneKernel?: {
    readonly built: boolean;
    readonly processor: string;
    readonly interface?: number | null;
  };
}

/** Raised when the kernel gives other results than before. */
const laneKernelVersion = 1;

/** As in src/students/kernel/lanes.cc, from which the set-up takes it. */
export const kernelInterface = 2;

/** The set-up writes the stamp last, after the addon was loaded and gave a right product. */
export function nativeAvailability(): NativeAvailability {
  const stamp = stampFile();
  if (stamp === null) return { state: "absent", why: "the package @tensorflow/tfjs-node is not installed" };
  let text: string;
  try {
    text = readFileSync(stamp, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { state: "absent", why: "its library is not set up" };
  }
  const read = JSON.parse(text) as Stamp;
  const { tensorflow, tfjsNode, laneKernel } = read;
  const problem = stampProblem(read);
  if (problem !== null) return { state: "absent", why: problem };
  if (!existsSync(join(dirname(stamp), "lib", "libtensorflow.so"))) {
    return { state: "absent", why: "its library is no longer in the cache" };
  }
  const file = join(dirname(stamp), "lanes.node");
  const isOurs = laneKernel?.built === true && laneKernel.processor === processorId() && existsSync(file);
  return { state: "available", tensorflow, tfjsNode, laneKernel: isOurs ? file : null };
}

/** Why what was set up must not be used; null: it may. */
export function stampProblem({ threadSafe, laneKernel }: Stamp): string | null {
  if (!threadSafe) return "its addon was built without the fix for worker threads";
  if (laneKernel?.built && laneKernel.interface !== kernelInterface)
    return "its lane kernel was built by another version of distilgrid";
  return null;
}

export function laneKernelFile(): string | null {
  const native = nativeAvailability();
  return native.state === "available" ? native.laneKernel : null;
}

/** The file of TensorFlow's library; null where there is none. */
export function tensorflowLibrary(): string | null {
  const stamp = stampFile();
  return stamp === null ? null : join(dirname(stamp), "lib", "libtensorflow.so");
}

function stampFile(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-node/package.json");
    return join(dirname(manifest), "deps", "distilgrid.json");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    return null;
  }
}

export type EngineChoice = "auto" | EngineName;

export interface ChosenEngine {
  readonly name: EngineName;
  /** What a result depends on: library and version. Part of every key that a tensor went into. */
  readonly id: string;
}

/** @throws UserError when `native` was asked for and is not there */
export function chooseEngine(choice: EngineChoice, native = nativeAvailability()): ChosenEngine {
  if (choice !== "portable" && native.state === "available") {
    const kernel = native.laneKernel === null ? "" : `, lane kernel ${laneKernelVersion}`;
    return {
      name: "native",
      id: `native: tfjs-node ${native.tfjsNode}, TensorFlow ${native.tensorflow}${kernel}`,
    };
  }
  if (choice === "native") {
    throw new UserError(
      `The native engine was asked for, but ${(native as { why: string }).why}. ` +
        "Run `npm run setup:native`, or use `--engine portable`.",
    );
  }
  return {
    name: "portable",
    id: `portable: tfjs-backend-wasm ${portableVersion()}, products ${portableProductsVersion}`,
  };
}

/** Of the way that products take through the backend: other last bits are another engine. 2: large ones lane by lane. */
const portableProductsVersion = 2;

function portableVersion(): string {
  const manifest = createRequire(import.meta.url)("@tensorflow/tfjs-backend-wasm/package.json");
  return (manifest as { version: string }).version;
}
