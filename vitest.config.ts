import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests whose files need a process of their own: they look at its memory, or at what it has loaded. */
const alone = [
  "test/students/memory.test.ts",
  "test/engine/**/*.test.ts",
  "test/executors/**/*.test.ts",
  "test/coordinator/out-of-heap.test.ts",
  "test/e2e/soak.test.ts",
];

// One TensorFlow thread, set before anything loads it: what the workers of the pool have.
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: Math.max(2, availableParallelism() - 1), // Vitest leaves one core free, of two as well
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      TF_NUM_INTRAOP_THREADS: "1",
      TF_NUM_INTEROP_THREADS: "1",
      TF_ENABLE_ONEDNN_OPTS: "1",
      TF_CPP_MIN_LOG_LEVEL: "3",
      NODE_ENV: "test",
    },
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      // What a file imports is loaded once a process, not once a file: that was two thirds of the time.
      {
        extends: true,
        test: { name: "together", include: ["test/**/*.test.ts"], exclude: alone, isolate: false },
      },
    ],
  },
});
