// Stands in for workers/job.ts: dies in the way that the job's id names.
export default async function job({ job }) {
  if (job.id === "exit") process.exit(7);
  if (job.id === "spin") for (;;);
  if (job.id === "throw") throw new Error("thrown in the worker");
  return { failures: [] };
}
