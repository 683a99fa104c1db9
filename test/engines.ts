// The engines that this machine has: the same tests run on each of them.
import { nativeAvailability } from "../src/engine/available.ts";
import type { EngineName } from "../src/engine/engine.ts";

export const engineNames: readonly EngineName[] =
  nativeAvailability().state === "available" ? ["native", "portable"] : ["portable"];
