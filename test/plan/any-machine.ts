// What a plan needs of the machine and of the store, for tests in which it does not matter: two workers, nothing done.
import type { PlanOfInput } from "./plan-of.ts";

export const anyMachine = {
  filesOf: () => ({ hash: "files", bytes: 1000 }),
  engineId: "engine 1",
  cores: 2,
  workers: 2,
  workerBytes: 4e9,
  hasLaneKernel: true,
  isDone: () => false,
} satisfies Partial<PlanOfInput>;
