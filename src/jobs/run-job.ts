import { averageTeachers } from "./average-teachers.ts";
import { describeDataset } from "./describe-dataset.ts";
import { growTrees } from "./grow-trees.ts";
import type { Job, JobContext, JobFailure, JobResult } from "./job.ts";
import { joinLabels } from "./join-labels.ts";
import { labelShardJob } from "./label-shard.ts";
import { readTeacher } from "./read-teacher.ts";
import { trainStackJob } from "./train-stack.ts";
import { trainTeacherJob } from "./train-teacher.ts";

/** All that a worker does. A throw fails everything that the job makes; a stack can lose single cells. */
export async function runJob(job: Job, context: JobContext): Promise<JobResult> {
  const failures = await failuresOf(job, context);
  return { failures };
}

async function failuresOf(job: Job, context: JobContext): Promise<readonly JobFailure[]> {
  switch (job.kind) {
    case "describe-dataset":
      return none(describeDataset(job, context));
    case "train-teacher":
      return none(trainTeacherJob(job, context));
    case "read-teacher":
      return none(readTeacher(job, context));
    case "label-shard":
      return none(labelShardJob(job, context));
    case "join-labels":
      return none(joinLabels(job, context));
    case "average-teachers":
      return none(averageTeachers(job, context));
    case "grow-trees":
      return growTrees(job, context);
    case "train-stack":
      return trainStackJob(job, context);
  }
}

async function none(done: Promise<void>): Promise<readonly JobFailure[]> {
  await done;
  return [];
}
