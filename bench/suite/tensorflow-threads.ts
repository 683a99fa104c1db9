/** As the executors set it. TensorFlow reads it at its first load in a process, so it comes before any engine. */
export function tensorflowThreads(threads: number) {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: "1",
    TF_ENABLE_ONEDNN_OPTS: "1",
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? "3",
  };
}
