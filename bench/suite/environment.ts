import { cpus, totalmem } from "node:os";
import { usableCores } from "../../src/machine/cores.ts";

export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

export function environmentNow(): Environment {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: usableCores(),
    memoryBytes: totalmem(),
  };
}
