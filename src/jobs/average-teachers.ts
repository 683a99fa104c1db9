// An ensemble as a teacher: the mean of its members' probabilities at temperature 1 (Hinton et al. 2015, section 1), kept as
// its logarithm, so that it is softened like any other teacher's logits.
import { readNpy } from "../formats/npy.ts";
import { logSoftmaxRow } from "../numeric/log-softmax.ts";
import type { Cost } from "../results/row.ts";
import type { TeacherSummary } from "../results/summary.ts";
import type { Store } from "../store/store.ts";
import { commitLogits } from "./commit-logits.ts";
import type { AverageTeachersJob, JobContext, LabelsSource } from "./job.ts";

export async function averageTeachers(
  job: AverageTeachersJob,
  { dataset, store }: JobContext,
): Promise<void> {
  const { numClasses } = dataset;
  const members = await Promise.all(job.members.map((member) => readMember(store, member)));
  const logits = {
    transfer: logMeanProbs(
      members.map(({ transfer }) => transfer),
      numClasses,
    ),
    test: logMeanProbs(
      members.map(({ test }) => test),
      numClasses,
    ),
  };
  await commitLogits(store, job, dataset, logits, {
    engine: members.map(({ summary }) => summary.engine).find((engine) => engine !== null) ?? null,
    cost: summedCost(members.map(({ summary }) => summary.cost)),
  });
}

async function readMember(store: Store, { key, teacherKey }: LabelsSource) {
  return {
    transfer: readNpy(await store.read(key, "logits.npy")).values,
    test: readNpy(await store.read(teacherKey, "test-logits.npy")).values,
    summary: await store.summary<TeacherSummary>(teacherKey),
  };
}

/**
 * `[rows, numClasses]` of each member -> ln of the mean of their probabilities, of the same shape. From log-probabilities, the
 * largest taken out first: a class to which all give next to nothing keeps its order of magnitude.
 */
export function logMeanProbs(members: readonly Float32Array[], numClasses: number): Float32Array {
  const logProbs = members.map((logits) => rowLogProbs(logits, numClasses));
  return Float32Array.from(members[0]!, (_, at) => {
    const largest = logProbs.reduce((most, own) => Math.max(most, own[at]!), Number.NEGATIVE_INFINITY);
    const sum = logProbs.reduce((total, own) => total + Math.exp(own[at]! - largest), 0);
    return largest + Math.log(sum / members.length);
  });
}

function rowLogProbs(logits: Float32Array, numClasses: number): Float64Array {
  const logProbs = new Float64Array(logits.length);
  for (let first = 0; first < logits.length; first += numClasses) {
    logSoftmaxRow(logits, first, logProbs.subarray(first, first + numClasses));
  }
  return logProbs;
}

/** Of a prediction that asks all of them; null where one is not known. */
function summedCost(costs: readonly (Cost | null)[]): Cost | null {
  const known = costs.filter((cost) => cost !== null);
  if (known.length < costs.length) return null;
  return known.reduce((sum, cost) => ({
    parameters: sum.parameters + cost.parameters,
    bytes: sum.bytes + cost.bytes,
    multiplyAdds: sum.multiplyAdds + cost.multiplyAdds,
  }));
}
