/**
 * What TensorFlow reads with getenv at its first load in a process, so it is set before any job starts. `threads`: of one
 * operation. oneDNN is on whatever the user's environment says: without it a lane's bits depend on its stack.
 */
export function tensorflowEnvironment(threads: number) {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: "1",
    TF_ENABLE_ONEDNN_OPTS: "1",
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? "3",
  };
}
