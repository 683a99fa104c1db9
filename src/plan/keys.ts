// Keys: everything that a result depends on, and nothing else. Names, references and baselines are for readers; a
// stack, a worker or a shard's size never changes a result.
import { keyOf } from "../study/key.ts";
import { recipeOf } from "../study/recipe.ts";
import type { DatasetSpec, OutsideTeacherSpec, StudentSpec, TrainedTeacherSpec } from "../study/schema.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import { isRandomTrainingSet } from "../study/training-set.ts";

/** Raised when the same settings would give other results than before. */
const formatVersion = 3;

/** The same for soft trees alone. */
const softTreeVersion = 2;

/** The same for a corrected bias: without need it stays 0 since version 2. */
const leftOutBiasVersion = 2;

/** Everything that a result depends on: the key is the hash of its canonical JSON. */
export type Identity = Readonly<Record<string, unknown>>;

interface TeacherSource {
  readonly spec: TrainedTeacherSpec;
  readonly seed: number;
  readonly dataHash: string;
  /** Key of the soft labels that it learns from; null: from hard labels. */
  readonly softLabels: string | null;
  readonly engineId: string;
  /** TensorFlow threads of a teacher in a process of its own; its last bits depend on them. */
  readonly threads: number;
}

export function datasetIdentity(spec: DatasetSpec, dataHash: string): Identity {
  // The file names of an IDX set may change; its bytes, in the hash, may not.
  const noise = spec.name === "moons" ? spec.noise : null;
  return { formatVersion, kind: "dataset", name: spec.name, noise, dataHash };
}

export function teacherIdentity(source: TeacherSource): Identity {
  const { spec, seed, dataHash, softLabels, engineId, threads } = source;
  const {
    name: _name,
    reference: _reference,
    seed: _seed,
    threads: _threads,
    teacher: _teacher,
    ...recipe
  } = { teacher: null, ...spec };
  const ownThreads = isTrainedAlone(spec) ? threads : null;
  return {
    formatVersion,
    kind: "teacher",
    recipe,
    seed,
    dataHash,
    softLabels,
    engineId,
    threads: ownThreads,
  };
}

interface OutsideSource {
  readonly spec: OutsideTeacherSpec;
  /** Of the bytes of its files: where they lie, and how they are called, changes nothing. */
  readonly filesHash: string;
  readonly dataHash: string;
  readonly fileRowsHash: string | null;
  readonly engineId: string;
}

/** Logits belong to rows of files and need no engine; a model is asked for the samples themselves. */
export function outsideIdentity({
  spec,
  filesHash,
  dataHash,
  fileRowsHash,
  engineId,
}: OutsideSource): Identity {
  const {
    name: _name,
    reference: _reference,
    path: _path,
    testPath: _testPath,
    ...recipe
  } = { testPath: null, ...spec };
  const own = spec.kind === "logits" ? { fileRowsHash, engineId: null } : { fileRowsHash: null, engineId };
  return { formatVersion, kind: "outside-teacher", recipe, filesHash, dataHash, ...own };
}

/** Of the soft labels of its members, in their order: the sum of their probabilities is made in it. */
export function ensembleIdentity(members: readonly string[]): Identity {
  return { formatVersion, kind: "ensemble", members };
}

export function shardKey(teacher: string, first: number, count: number): string {
  return keyOf({ formatVersion, kind: "label-shard", teacher, first, count });
}

export function softLabelsIdentity(teacher: string): Identity {
  return { formatVersion, kind: "soft-labels", teacher };
}

interface StudentSource {
  readonly spec: StudentSpec;
  readonly seed: number;
  readonly dataHash: string;
  /** null without a teacher. Also on hard labels, whose rows tell the agreement with it. */
  readonly softLabels: string | null;
  readonly engineId: string;
}

function versionOf(spec: StudentSpec) {
  if (spec.kind === "soft-tree") return { formatVersion, softTreeVersion };
  const isCorrected = spec.kind === "mlp" && spec.leftOutBias !== "none";
  return isCorrected ? { formatVersion, leftOutBiasVersion } : { formatVersion };
}

export function studentIdentity({ spec, seed, dataHash, softLabels, engineId }: StudentSource): Identity {
  // A tree is grown by plain arithmetic, and nothing in it is random but its training set: what differs between seeds is
  // its data and its teacher.
  const own =
    spec.kind === "tree"
      ? { seed: isRandomTrainingSet(spec) ? seed : null, engine: null }
      : { seed, engine: engineId };
  return { ...versionOf(spec), kind: "student", recipe: recipeOf(spec), ...own, dataHash, softLabels };
}
