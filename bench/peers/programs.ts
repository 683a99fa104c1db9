// How each contestant is started.
import { join } from "node:path";
import { tensorflowEnvironment } from "../../src/engine/tensorflow-environment.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { Program } from "./process.ts";
import type { Contestant, Work } from "./works.ts";

export interface Surroundings {
  /** Of the virtual environment. */
  readonly python: string;
  /** The run's folder. */
  readonly folder: string;
  readonly cores: number;
  readonly env: NodeJS.ProcessEnv;
}

export function programOf({ program, id }: Contestant, work: Work, where: Surroundings): Program {
  const { python, folder, cores, env } = where;
  if (program === "ours") {
    return {
      command: process.execPath,
      args: [join(packageRoot(), "dist", "bench", "peers", "ours", "main.js"), folder, id],
      env: { ...env, ...tensorflowEnvironment(work.ourThreads === "one" ? 1 : cores) },
    };
  }
  return {
    command: python,
    // Isolated from the user's own packages; no .pyc files among the sources, whose hash decides when to build.
    args: ["-s", "-B", join(packageRoot(), "bench", "peers", "python", program), folder, id],
    env: { ...env, TF_CPP_MIN_LOG_LEVEL: "3" },
  };
}
