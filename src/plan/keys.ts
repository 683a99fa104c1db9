// Keys: everything that a result depends on, and nothing else. Names, references and baselines are for readers; a
// stack, a worker or a shard's size never changes a result.
import { keyOf } from "../study/key.ts";
import type { DatasetSpec, StudentSpec, TeacherSpec } from "../study/schema.ts";

/** Raised when the same settings would give other results than before. */
const formatVersion = 3;

export interface TeacherIdentity {
  readonly spec: TeacherSpec;
  readonly seed: number;
  readonly dataHash: string;
  readonly engineId: string;
  /** TensorFlow threads of a teacher in a process of its own; its last bits depend on them. */
  readonly threads: number;
}

export function datasetKey(spec: DatasetSpec, dataHash: string): string {
  // The file names of an IDX set may change; its bytes, in the hash, may not.
  const noise = spec.name === "moons" ? spec.noise : null;
  return keyOf({ formatVersion, kind: "dataset", name: spec.name, noise, dataHash });
}

export function teacherKey({ spec, seed, dataHash, engineId, threads }: TeacherIdentity): string {
  const { name: _name, reference: _reference, seed: _seed, ...settings } = spec;
  const { threads: _threads, ...recipe } = { threads: null, ...settings };
  const ownThreads = spec.kind === "conv" ? threads : null;
  return keyOf({ formatVersion, kind: "teacher", recipe, seed, dataHash, engineId, threads: ownThreads });
}

export function shardKey(teacher: string, first: number, count: number): string {
  return keyOf({ formatVersion, kind: "label-shard", teacher, first, count });
}

export function softLabelsKey(teacher: string): string {
  return keyOf({ formatVersion, kind: "soft-labels", teacher });
}

export interface StudentIdentity {
  readonly spec: StudentSpec;
  readonly seed: number;
  readonly dataHash: string;
  /** null without a teacher. Also on hard labels, whose rows tell the agreement with it. */
  readonly softLabels: string | null;
  readonly engineId: string;
}

export function studentKey({ spec, seed, dataHash, softLabels, engineId }: StudentIdentity): string {
  const { name: _, teacher: _teacher, baseline: _baseline, reference: _reference, ...recipe } = spec;
  // A tree is grown by plain arithmetic, and nothing in it is random: what differs between seeds is its data and its
  // teacher.
  const own = spec.kind === "tree" ? { seed: null, engine: null } : { seed, engine: engineId };
  return keyOf({ formatVersion, kind: "student", recipe, ...own, dataHash, softLabels });
}
