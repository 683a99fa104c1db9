import { lacksAvx512 } from "../machine/processor.ts";

/**
 * Whether one product of all lanes gives each the bits of a product of its own. With AVX2 alone oneDNN cuts a product by its
 * width, so there each lane has its own (docs/decisions/003-lanes.md).
 */
export function lanesShareProducts(): boolean {
  return !lacksAvx512();
}
