// Stands in for workers/job.ts on a machine where it cannot start.
throw new Error("no engine here");
