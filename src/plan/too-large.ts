import type { Job } from "../jobs/job.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";

/** Jobs that take more than a whole run may, each with the reason: they are not tried. */
export function tooLargeJobs(
  jobs: readonly Job[],
  bytesOf: (job: Job) => number,
  limitBytes: number,
): Map<Job, string> {
  const tooLarge = jobs.filter((job) => bytesOf(job) > limitBytes);
  return new Map(tooLarge.map((job) => [job, tooLargeText(job, bytesOf(job), limitBytes)]));
}

function tooLargeText(job: Job, bytes: number, limitBytes: number): string {
  const [what, remedy] = wordsOf(job);
  return (
    `${what} needs about ${megabytes(bytes)} of memory, and the run may take ${megabytes(limitBytes)} in all (--memory). ` +
    `Use ${remedy}, or a machine with more memory.`
  );
}

function wordsOf(job: Job): [what: string, remedy: string] {
  switch (job.kind) {
    case "train-stack":
      return studentWords(job.cells[0]!.spec);
    case "grow-trees":
      return [`Tree "${job.cells[0]!.spec.name}"`, "fewer rows (`trainFraction`)"];
    case "train-teacher":
      return [`Teacher "${job.spec.name}"`, "a smaller network, or a smaller batch"];
    case "read-teacher":
      return [`Teacher "${job.spec.name}"`, "a smaller model"];
    case "label-shard":
      return [`Labelling by teacher "${job.teacher.spec.name}"`, "a smaller network"];
    case "describe-dataset":
    case "join-labels":
    case "average-teachers":
      return [`The job ${job.id}`, "fewer rows"];
  }
}

function studentWords(spec: NetworkStudentSpec): [what: string, remedy: string] {
  return spec.kind === "mlp"
    ? [`Student "${spec.name}" (hidden ${spec.hidden.join("-")})`, "fewer units, or a smaller batch"]
    : [`Student "${spec.name}" (depth ${spec.depth})`, "a smaller depth, or a smaller batch"];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}
