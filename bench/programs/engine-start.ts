// node engine-start.js ENGINE: loads it in this thread.
import type { EngineName } from "../../src/engine/engine.ts";
import { loadEngineAndMultiply } from "./load-engine.ts";

await loadEngineAndMultiply(process.argv[2] as EngineName);
process.stdout.write("loaded\n");
