// Removes from a store what no study refers to any more.
import { type Artefact, artefactsIn } from "./store/artefacts.ts";
import { lockStore } from "./store/lock.ts";
import { forgetReferences, readReferences } from "./store/references.ts";
import { openStore } from "./store/store.ts";
import { UserError } from "./user-error.ts";

export interface CleanOptions {
  readonly storeDir: string;
  /** Studies whose artefacts are not needed any more. */
  readonly forgotten: readonly string[];
  /** Tells what would be removed, and removes nothing. */
  readonly dryRun: boolean;
}

export interface Cleaning {
  /** Names of the studies whose artefacts stay. */
  readonly studies: readonly string[];
  readonly kept: readonly Artefact[];
  readonly removed: readonly Artefact[];
}

/** @throws UserError where it is not known what is referred to; LockedError while a run holds the store */
export async function cleanStore({ storeDir, forgotten, dryRun }: CleanOptions): Promise<Cleaning> {
  const lock = lockStore(storeDir, "clean");
  try {
    const known = await readReferences(storeDir);
    requireKnown(known, forgotten);
    const referring = known.filter(({ study }) => !forgotten.includes(study));
    const keys = new Set(referring.flatMap((references) => references.keys));
    const artefacts = await artefactsIn(storeDir);
    const removed = artefacts.filter(({ key }) => !keys.has(key));
    if (referring.length === 0 && forgotten.length === 0 && removed.length > 0)
      throw unknownReferences(storeDir);
    if (!dryRun) await remove(storeDir, removed, forgotten);
    const studies = [...new Set(referring.map(({ study }) => study))].sort();
    return { studies, kept: artefacts.filter(({ key }) => keys.has(key)), removed };
  } finally {
    lock.release();
  }
}

async function remove(storeDir: string, artefacts: readonly Artefact[], forgotten: readonly string[]) {
  const store = openStore(storeDir);
  for (const study of forgotten) await forgetReferences(storeDir, study);
  for (const { key } of artefacts) await store.remove(key);
  await store.sweep();
}

function requireKnown(known: readonly { readonly study: string }[], forgotten: readonly string[]): void {
  const names = [...new Set(known.map(({ study }) => study))];
  const unknown = forgotten.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    `Expected the name of a study that the store knows after --forget, got \`${unknown}\`. ` +
      (names.length === 0 ? "It knows none." : `It knows ${names.map((name) => `\`${name}\``).join(", ")}.`),
  );
}

/** A store of a version that did not note them, or one whose notes were deleted: everything would seem left over. */
function unknownReferences(storeDir: string): UserError {
  return new UserError(
    `The store ${storeDir} does not know of any study that refers to its artefacts, so all of them would be removed. ` +
      "Run each study that is needed once (what is done is not repeated), or delete the folder to remove everything.",
  );
}
