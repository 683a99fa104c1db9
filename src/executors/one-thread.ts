/**
 * TensorFlow reads these with getenv at its first load in the process, so they are set before any job starts.
 * oneDNN stays on whatever the user's environment says: without it a lane's bits depend on its stack.
 */
export function useOneThreadPerWorker(): void {
  process.env.TF_NUM_INTRAOP_THREADS = "1";
  process.env.TF_NUM_INTEROP_THREADS = "1";
  process.env.TF_ENABLE_ONEDNN_OPTS = "1";
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
}
