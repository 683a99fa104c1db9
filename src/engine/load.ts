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
