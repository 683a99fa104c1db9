// The engines that this machine has: the same tests run on each of them.
import { laneKernelFile, nativeAvailability } from "../src/engine/available.ts";
import type { Engine, EngineName } from "../src/engine/engine.ts";
import { loadEngine } from "../src/engine/load.ts";

export const engineNames: readonly EngineName[] =
  nativeAvailability().state === "available" ? ["native", "portable"] : ["portable"];

/** The ways in which a stack can be worked off here: the native engine has two. */
export const stackVariants: readonly string[] = [
  ...(laneKernelFile() === null ? [] : ["native, lane kernel"]),
  ...(engineNames.includes("native") ? ["native, tensors"] : []),
  "portable",
];

export async function loadVariant(variant: string): Promise<Engine> {
  const [name = ""] = variant.split(", ");
  const engine = await loadEngine(name as EngineName);
  return variant === "native, tensors" ? { ...engine, laneKernel: null } : engine;
}
