import { hasAvx512 } from "../machine/processor.ts";
import type { EngineName } from "./engine.ts";

/**
 * Whether a lane of tensors has the same bits in every stack. With AVX2 alone oneDNN blocks a product by its width, so the
 * bits of a lane follow the number of lanes beside it; with AVX-512 they do not (docs/decisions/003-lanes.md).
 */
export function tensorLanesAreIndependent(name: EngineName): boolean {
  return name === "portable" || process.arch !== "x64" || hasAvx512();
}
