// The files of a teacher that was trained elsewhere, and their hash: what all depends on that is made from it, wherever they lie.
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readDataFile } from "../data/read-file.ts";
import { weightFilesOf } from "../formats/layers-model-weights.ts";
import type { OutsideTeacherSpec } from "../study/schema.ts";
import { UserError } from "../user-error.ts";

export interface TeacherFiles {
  /** SHA-256 of their names within the teacher's folder, and of their bytes. */
  readonly hash: string;
  /** Of all of them together. */
  readonly bytes: number;
  /** Of a LayersModel: how many numbers its widest layer gives for one sample. Of others nobody knows it before they run. */
  readonly widestLayer?: number;
}

export interface OutsideFiles extends TeacherFiles {
  /** Where it lies. */
  readonly path: string;
  /** In the order of their reading; none of a SavedModel, which TensorFlow reads itself. */
  readonly contents: readonly Uint8Array[];
}

const mostFiles = 1000;

/** Relative paths start at `baseFolder`. @throws UserError for what cannot be read */
export async function readOutsideFiles(spec: OutsideTeacherSpec, baseFolder: string): Promise<OutsideFiles> {
  const path = resolve(baseFolder, spec.path);
  const hash = createHash("sha256");
  const contents: Uint8Array[] = [];
  let bytes = 0;
  for await (const { name, content } of filesOf(spec, path, baseFolder)) {
    hash.update(`${JSON.stringify([name, content.length])}\n`).update(content);
    bytes += content.length;
    if (spec.kind !== "savedmodel") contents.push(content);
  }
  return { hash: hash.digest("hex"), bytes, path, contents };
}

/** Those that the plan knew: a job does not go by others. @throws UserError where they have changed since */
export async function readPlannedFiles(
  spec: OutsideTeacherSpec,
  baseFolder: string,
  { hash }: TeacherFiles,
): Promise<OutsideFiles> {
  const files = await readOutsideFiles(spec, baseFolder);
  if (files.hash === hash) return files;
  throw new UserError(
    `teacher "${spec.name}": expected the files of ${spec.path} as they were when the run began, but they have changed since. Run again.`,
  );
}

/** For messages. */
export function outsideName({ name, path }: OutsideTeacherSpec, file = ""): string {
  return `teacher "${name}" (${join(path, file)})`;
}

interface NamedFile {
  /** The same wherever the teacher lies. */
  readonly name: string;
  readonly content: Uint8Array;
}

async function* filesOf(
  spec: OutsideTeacherSpec,
  path: string,
  baseFolder: string,
): AsyncGenerator<NamedFile> {
  switch (spec.kind) {
    case "logits": {
      yield { name: "path", content: await readDataFile(path, outsideName(spec)) };
      const { name, testPath } = spec;
      if (testPath === undefined) return;
      const file = `teacher "${name}" (${testPath})`;
      yield { name: "testPath", content: await readDataFile(resolve(baseFolder, testPath), file) };
      return;
    }
    case "layers-model": {
      const read = (file: string) => readDataFile(join(path, file), outsideName(spec, file));
      const model = await read("model.json");
      yield { name: "model.json", content: model };
      for (const file of weightFilesOf(model, outsideName(spec, "model.json")))
        yield { name: file, content: await read(file) };
      return;
    }
    case "savedmodel":
      await readDataFile(join(path, "saved_model.pb"), outsideName(spec, "saved_model.pb"));
      for (const name of await namesBelow(path, outsideName(spec)))
        yield { name, content: await readDataFile(join(path, name), outsideName(spec, name)) };
  }
}

/** Paths of all files below a folder, in an order that no system decides. */
async function namesBelow(folder: string, shown: string): Promise<string[]> {
  const names: string[] = [];
  for (const folders = [""]; folders.length > 0; ) {
    const below = folders.pop()!;
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) folders.push(name);
      else names.push(name);
    }
    if (names.length + folders.length > mostFiles) {
      throw new UserError(
        `${shown}: expected a folder of at most ${mostFiles} files, got more. Name the folder that Keras or TensorFlow exported.`,
      );
    }
  }
  return names.sort();
}
