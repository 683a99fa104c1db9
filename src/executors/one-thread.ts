import { tensorflowEnvironment } from "../engine/tensorflow-environment.ts";

/** For a pool of worker threads, which share the environment of their process. */
export function useOneThreadPerWorker(): void {
  Object.assign(process.env, tensorflowEnvironment(1));
}
