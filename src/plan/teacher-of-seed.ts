// Which teacher each seed of the study learns from: its keys, and whether it serves all seeds.
import type { LabelsSource } from "../jobs/job.ts";
import { isPerSeed } from "../study/dataset-seeds.ts";
import { keyOf } from "../study/key.ts";
import type { Experiment, TeacherSpec } from "../study/schema.ts";
import { isTrained } from "../study/teacher-kinds.ts";
import { namedTeacher, teachersBehind } from "../study/teacher-of.ts";
import {
  ensembleIdentity,
  type Identity,
  outsideIdentity,
  softLabelsIdentity,
  teacherIdentity,
} from "./keys.ts";
import type { PlanInput, PlannedDataset } from "./planned.ts";

/** A teacher as one seed of the study sees it. */
export interface TeacherOfSeed {
  readonly key: string;
  readonly identity: Identity;
  readonly labels: LabelsSource;
  readonly labelsIdentity: Identity;
  /** Its own seed. */
  readonly seed: number;
  /** null where one and the same serves all seeds. */
  readonly ofSeed: number | null;
  readonly threads: number;
  /** The teachers behind it: the members of an ensemble, or the one that an assistant learns from. */
  readonly behind: readonly TeacherOfSeed[];
}

/** Of each plan, by experiment, name and seed: every cell asks for its teacher, and its keys are long to hash. */
const known = new WeakMap<PlanInput, Map<string, TeacherOfSeed>>();

export function teacherOfSeed(
  input: PlanInput,
  experiment: Experiment,
  spec: TeacherSpec,
  studySeed: number,
): TeacherOfSeed {
  const ofPlan = known.get(input) ?? new Map<string, TeacherOfSeed>();
  known.set(input, ofPlan);
  const who = JSON.stringify([experiment.name, spec.name, studySeed]);
  const teacher = ofPlan.get(who) ?? identified(input, experiment, spec, studySeed);
  ofPlan.set(who, teacher);
  return teacher;
}

function identified(
  input: PlanInput,
  experiment: Experiment,
  spec: TeacherSpec,
  studySeed: number,
): TeacherOfSeed {
  const behind = teachersBehind(spec).map((name) =>
    teacherOfSeed(input, experiment, namedTeacher(experiment, name)!, studySeed),
  );
  const ownSeed = isTrained(spec) ? spec.seed : null; // others have no randomness of their own
  const isShared =
    ownSeed !== undefined && !isPerSeed(experiment.dataset) && behind.every(({ ofSeed }) => ofSeed === null);
  const seed = ownSeed ?? studySeed;
  const threads = (isTrained(spec) ? spec.threads : undefined) ?? input.cores;
  const identity = identityOf(input, spec, {
    planned: input.datasetOf(experiment, studySeed),
    behind,
    seed,
    threads,
  });
  const key = keyOf(identity);
  const labelsIdentity = softLabelsIdentity(key);
  const labels = { key: keyOf(labelsIdentity), teacherKey: key };
  return {
    key,
    identity,
    labels,
    labelsIdentity,
    seed,
    ofSeed: isShared ? null : studySeed,
    threads,
    behind,
  };
}

type Made = Pick<TeacherOfSeed, "behind" | "seed" | "threads"> & { readonly planned: PlannedDataset };

function identityOf(
  input: PlanInput,
  spec: TeacherSpec,
  { planned: { source }, behind, seed, threads }: Made,
): Identity {
  const [dataHash, { engineId }] = [source.hash, input];
  const softLabels = behind.map(({ labels }) => labels.key);
  if (spec.kind === "ensemble") return ensembleIdentity(softLabels);
  if (isTrained(spec)) {
    return teacherIdentity({ spec, seed, dataHash, softLabels: softLabels[0] ?? null, engineId, threads });
  }
  return outsideIdentity({
    spec,
    filesHash: input.filesOf(spec).hash,
    dataHash,
    fileRowsHash: source.fileRowsHash ?? null,
    engineId,
  });
}
