// Where artefacts lie by key. Commit: files into a folder of its own, each fsynced; the folder renamed to its place;
// the parent fsynced; then the record, written whole. A thing is done when its record is there, so whatever an
// interruption leaves behind has no record and is written over or swept.
//
//   <folder>/objects/<2 digits>/<key>/<files>   <folder>/records/<2 digits>/<key>.json   <folder>/staging/<pid>-*
//
// Beside them: lock.json, running.json, studies/ (lock.ts, running.ts, references.ts) and made/ (results/made-files.ts).
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bytesOfFile, readWhole } from "../machine/read-whole.ts";
import { flushFolder, writeFlushed, writeWhole } from "../machine/write-whole.ts";
import { canonicalJson, keyOf } from "../study/key.ts";
import { UserError } from "../user-error.ts";
import { ownFolders } from "./own-places.ts";
import { sweepStaging } from "./staging.ts";

const formatVersion = 2;

export interface ArtefactFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface CommitRecord<Summary = unknown> {
  readonly formatVersion: number;
  readonly key: string;
  readonly kind: string;
  readonly files: readonly StoredFile[];
  /** What a row says beyond the names; plain JSON. */
  readonly summary: Summary;
  /** SHA-256 of the summary's JSON as it stands in the record; of its canonical JSON in records of earlier versions. */
  readonly summarySha256: string;
}

export interface Store {
  /** Null where nothing was committed, or where what was is unreadable or does not match its hashes. */
  verified<Summary>(key: string): Promise<CommitRecord<Summary> | null>;
  /** Trusts what `verified` or a commit of this run has vouched for. @throws where there is no record */
  summary<Summary>(key: string): Promise<Summary>;
  read(key: string, name: string): Promise<Buffer>;
  /** Where a file of the artefact lies, or would. */
  pathOf(key: string, name: string): string;
  commit(key: string, kind: string, files: readonly ArtefactFile[], summary: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Deletes what dead processes left half written. */
  sweep(): Promise<void>;
}

/** The folder and those below it that a run writes to. */
export function storeDirs(folder: string): string[] {
  return [folder, ...ownFolders.map((name) => join(folder, name))];
}

export function openStore(folder: string): Store {
  const recordFile = (key: string) => join(folder, "records", checked(key).slice(0, 2), `${key}.json`);
  const objectFolder = (key: string) => join(folder, "objects", checked(key).slice(0, 2), key);

  /** Those that were found intact: a row asks for its summary again. */
  const intact = new Map<string, CommitRecord>();

  function record(key: string): CommitRecord | null {
    const text = readIfThere(recordFile(key));
    return text === null ? null : parseRecord(text.toString(), key);
  }

  function isIntact(key: string, { name, bytes, sha256 }: StoredFile): boolean {
    const content = readIfThere(join(objectFolder(key), name));
    return content !== null && content.length === bytes && sha256Of(content) === sha256;
  }

  return {
    async verified<Summary>(key: string) {
      intact.delete(key);
      const found = record(key);
      if (found === null || !found.files.every((file) => isIntact(key, file))) return null;
      intact.set(key, found);
      return found as CommitRecord<Summary>;
    },

    async summary<Summary>(key: string) {
      const found = intact.get(key) ?? record(key);
      if (found === null) throw new Error(`The store has no intact record of ${key}`);
      return found.summary as Summary;
    },

    async read(key, name) {
      const content = await readWhole(join(objectFolder(key), name));
      const expected = record(key)?.files.find((file) => file.name === name);
      if (!expected || sha256Of(content) !== expected.sha256) {
        throw new Error(
          `The file ${name} of ${key} does not match its hash; run the study again to make it anew`,
        );
      }
      return content;
    },

    pathOf: (key, name) => join(objectFolder(key), name),

    async commit(key, kind, files, summary) {
      intact.delete(key);
      const goal = objectFolder(key);
      await mkdir(join(folder, "staging"), { recursive: true });
      const staging = await mkdtemp(join(folder, "staging", `${process.pid}-`));
      try {
        for (const { name, bytes } of files) await writeFlushed(join(staging, name), bytes);
        await flushFolder(staging);
        await mkdir(dirname(goal), { recursive: true });
        await renameOver(staging, goal);
      } catch (error) {
        await rm(staging, { recursive: true, force: true }); // a full disk gets its space back
        throw error;
      }
      await flushFolder(dirname(goal));
      const stored = files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256Of(bytes) }));
      const summarySha256 = sha256Of(plainJson(summary));
      const written: CommitRecord = { formatVersion, key, kind, files: stored, summary, summarySha256 };
      await mkdir(dirname(recordFile(key)), { recursive: true });
      await writeWhole(recordFile(key), `${JSON.stringify(written)}\n`, join(folder, "staging"));
    },

    async remove(key) {
      intact.delete(key);
      await rm(recordFile(key), { force: true });
      await rm(objectFolder(key), { recursive: true, force: true });
    },

    sweep: () => sweepStaging(join(folder, "staging")),
  };
}

/** What is in its place is of a commit that never got its record, or is made again. */
async function renameOver(folder: string, goal: string): Promise<void> {
  try {
    await rename(folder, goal);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOTDIR") throw error;
    await rm(goal, { recursive: true, force: true });
    await rename(folder, goal);
  }
}

/** A key becomes a path, so it must be nothing but a hash. */
function checked(key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key))
    throw new Error(`Expected a key of 64 hexadecimal digits, got ${JSON.stringify(key)}`);
  return key;
}

function parseRecord(text: string, key: string): CommitRecord | null {
  try {
    const record = JSON.parse(text) as CommitRecord;
    const isOurs = record.formatVersion === formatVersion && record.key === key;
    return isOurs &&
      hasWholeSummary(record) &&
      typeof record.kind === "string" &&
      record.files.every(isStoredFile)
      ? record
      : null;
  } catch {
    return null; // cut short, overwritten or not ours: as good as absent, the artefact is made again
  }
}

function hasWholeSummary({ summary, summarySha256 }: CommitRecord): boolean {
  return sha256Of(JSON.stringify(summary)) === summarySha256 || keyOf(summary) === summarySha256;
}

/** @throws TypeError for what JSON would change in silence */
function plainJson(value: unknown): string {
  canonicalJson(value);
  return JSON.stringify(value);
}

/** A name becomes a path. */
function isStoredFile({ name, bytes, sha256 }: StoredFile): boolean {
  const isName = typeof name === "string" && /^[\w-]+(\.[\w-]+)*$/.test(name);
  return isName && typeof bytes === "number" && typeof sha256 === "string";
}

function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function readIfThere(path: string): Buffer | null {
  try {
    return bytesOfFile(path);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (error instanceof UserError) throw error;
    throw new UserError(
      `Cannot read ${path} (${code}). Correct its permissions, remove it, or name another --store.`,
      { cause: error },
    );
  }
}
