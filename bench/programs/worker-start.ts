// node worker-start.js ENGINE: prints the milliseconds from an empty pool to its first worker's first product.
import { tmpdir } from "node:os";
import { chooseEngine } from "../../src/engine/available.ts";
import type { EngineName } from "../../src/engine/engine.ts";
import { poolExecutor } from "../../src/executors/pool.ts";
import { sendEmptyJob, tinyDataset } from "../suite/empty-job.ts";

const engine = chooseEngine(process.argv[2] as EngineName);
const dataset = await tinyDataset();
const worker = new URL("./load-engine-job.js", import.meta.url).href;
const start = performance.now();
const pool = poolExecutor(tmpdir(), engine, 1, worker);
try {
  await sendEmptyJob(pool, dataset);
  process.stdout.write(`${performance.now() - start}\n`);
} finally {
  await pool.close();
}
