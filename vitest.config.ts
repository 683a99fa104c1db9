import { defineConfig } from "vitest/config";

// One TensorFlow thread, set before anything loads it: what the workers of the pool have.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      TF_NUM_INTRAOP_THREADS: "1",
      TF_NUM_INTEROP_THREADS: "1",
      TF_ENABLE_ONEDNN_OPTS: "1",
      TF_CPP_MIN_LOG_LEVEL: "3",
      NODE_ENV: "test",
    },
  },
});
