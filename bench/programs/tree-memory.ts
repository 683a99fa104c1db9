// node --expose-gc tree-memory.js hard|soft [--quick]: prints by how many bytes the peak of a process with MNIST loaded is
// above what it held before a pool's one worker started and grew an unpruned tree.
import { tmpdir } from "node:os";
import { chooseEngine } from "../../src/engine/available.ts";
import { poolExecutor } from "../../src/executors/pool.ts";
import { seedMnist } from "../suite/seed-study.ts";
import { grownSizes, treeInputs, treeJob } from "../suite/tree-jobs.ts";

const [labels, quick] = process.argv.slice(2);
const mnist = await seedMnist();
const inputs = treeInputs(mnist, quick === "--quick");
global.gc!(); // what loading left behind must not hide what growing takes
const heldBytes = process.memoryUsage.rss();
const worker = new URL("./grow-trees.js", import.meta.url).href;
const pool = poolExecutor(tmpdir(), chooseEngine("portable"), 1, worker); // no engine is loaded
try {
  await grownSizes(pool, treeJob(mnist, labels as "hard" | "soft", ["unlimited"]), inputs);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(`${peakBytes - heldBytes}\n`);
} finally {
  await pool.close();
}
