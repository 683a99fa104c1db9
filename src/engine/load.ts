import { type ChosenEngine, chooseEngine } from "./available.ts";
import type { Engine, EngineName } from "./engine.ts";

/** Loads the engine into this thread. A later call is cheap and makes its backend the active one again. */
export async function loadEngine(name: EngineName): Promise<Engine> {
  const engine =
    name === "native"
      ? (await import("./native.ts")).nativeEngine()
      : await (await import("./portable.ts")).portableEngine();
  await engine.tf.setBackend(name === "native" ? "tensorflow" : "wasm");
  return engine;
}

/** For a job: its key names an engine, so nothing else may do the work. @throws Error when set-up has changed it since */
export async function loadChosenEngine({ name, id }: ChosenEngine): Promise<Engine> {
  const found = chooseEngine(name).id;
  if (found !== id)
    throw new Error(`The engine changed while the study was running: expected ${id}, got ${found}`);
  return loadEngine(name);
}
