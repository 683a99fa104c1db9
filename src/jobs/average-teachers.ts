// An ensemble as a teacher: the mean of its members' probabilities at temperature 1 (Hinton et al. 2015, section 1), kept as
// its logarithm, so that it is softened like any other teacher's logits.
import { transferSize } from "../data/dataset.ts";
import { npyBytes, readNpy } from "../formats/npy.ts";
import { logSoftmaxRow } from "../numeric/log-softmax.ts";
import type { Cost } from "../results/row.ts";
import type { SoftLabelsSummary, TeacherSummary } from "../results/summary.ts";
import { instructiveExample } from "../soft-labels/example.ts";
import { labelAccuracy } from "../soft-labels/join.ts";
import { gatherRows } from "../training/batches.ts";
import type { AverageTeachersJob, JobContext } from "./job.ts";
import { splitJudge } from "./split-metrics.ts";

export async function averageTeachers(
  job: AverageTeachersJob,
  { dataset, store }: JobContext,
): Promise<void> {
  const { numClasses, splits } = dataset;
  const [teacherKey, labelsKey] = job.makes as readonly [string, string];
  const transferOf: Float32Array[] = [];
  const testOf: Float32Array[] = [];
  const summaries: TeacherSummary[] = [];
  for (const member of job.members) {
    transferOf.push(readNpy(await store.read(member.key, "logits.npy")).values);
    testOf.push(readNpy(await store.read(member.teacherKey, "test-logits.npy")).values);
    summaries.push(await store.summary<TeacherSummary>(member.teacherKey));
  }
  const logits = logMeanProbs(transferOf, numClasses);
  const testLogits = logMeanProbs(testOf, numClasses);
  const matrix = (values: Float32Array) =>
    npyBytes({ rows: values.length / numClasses, columns: numClasses, values });

  const validation = { logits: gatherRows(logits, numClasses, splits.validation), rows: null };
  await store.commit(teacherKey, job.kind, [{ name: "test-logits.npy", bytes: matrix(testLogits) }], {
    engine: summaries[0]!.engine,
    metrics: splitJudge(dataset, null)({ validation, test: { logits: testLogits, rows: null } }),
    curve: [],
    keptEpoch: 0,
    cost: summedCost(summaries.map(({ cost }) => cost)),
    decisionGrid: null,
  } satisfies TeacherSummary);

  const summary: SoftLabelsSummary = {
    teacherKey,
    dataHash: dataset.hash,
    rows: transferSize(dataset),
    shards: 0,
    accuracy: {
      train: labelAccuracy(dataset, logits, splits.train),
      validation: labelAccuracy(dataset, logits, splits.validation),
    },
    example: instructiveExample(dataset, logits),
  };
  await store.commit(labelsKey, job.kind, [{ name: "logits.npy", bytes: matrix(logits) }], summary);
}

/** `[rows, numClasses]` of each member -> ln of the mean of their probabilities, of the same shape. */
export function logMeanProbs(members: readonly Float32Array[], numClasses: number): Float32Array {
  const mean = new Float64Array(members[0]!.length);
  const row = new Float64Array(numClasses);
  for (const logits of members) {
    for (let first = 0; first < logits.length; first += numClasses) {
      logSoftmaxRow(logits, first, row);
      for (let k = 0; k < numClasses; k++) mean[first + k]! += Math.exp(row[k]!) / members.length;
    }
  }
  // exp underflows below -745, where every member is surer than any float32 tells: a logit of -700 says as much.
  return Float32Array.from(mean, (probability) => Math.max(-700, Math.log(probability)));
}

/** Of a prediction that asks all of them. */
function summedCost(costs: readonly Cost[]): Cost {
  return costs.reduce((sum, cost) => ({
    parameters: sum.parameters + cost.parameters,
    bytes: sum.bytes + cost.bytes,
    multiplyAdds: sum.multiplyAdds + cost.multiplyAdds,
  }));
}
