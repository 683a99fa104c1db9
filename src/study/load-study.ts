import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readWhole } from "../machine/read-whole.ts";
import { UserError } from "../user-error.ts";
import { nearest } from "./nearest.ts";
import { parseStudy } from "./parse.ts";
import type { Study } from "./schema.ts";
import { maximumBytes } from "./yaml.ts";

/** @throws UserError when the file cannot be read or is not a study */
export async function loadStudy(path: string): Promise<Study> {
  return parseStudy(await studyText(path), path);
}

async function studyText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maximumBytes) {
      throw new UserError(`${path}: Expected a study of at most ${maximumBytes} bytes, got ${size}.`);
    }
    return utf8(await readWhole(path), path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(await unreadable(path, error), { cause: error });
  }
}

function utf8(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${path}: Expected text in UTF-8, got other bytes. Save it in UTF-8.`, { cause });
  }
}

async function unreadable(path: string, error: unknown): Promise<string> {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "EISDIR") return `${path}: Expected a study file, got a folder.${await suggestion(path, "")}`;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return `${path}: There is no such study file.${await suggestion(dirname(path), basename(path))}`;
  }
  if (code === "EACCES" || code === "EPERM") return `${path}: The study file must not be read (${code}).`;
  return `${path}: The study file cannot be read (${code}).`;
}

/** A study is named by its file; its bare name is mostly meant to be one of the folder `studies`. */
async function suggestion(folder: string, name: string): Promise<string> {
  const [here, below] = [await studiesIn(folder), await studiesIn(join(folder, "studies"))];
  const paths = [...here, ...below];
  const meant =
    nearest(
      name,
      paths.map((path) => basename(path)),
    ) ?? nearest(name, paths.map(stem));
  if (meant !== null) {
    return ` Did you mean ${paths.find((path) => basename(path) === meant || stem(path) === meant)}?`;
  }
  const [first] = paths;
  if (first === undefined) return "";
  const listed = here.length > 0 ? here : below;
  return ` In ${dirname(first)} there are: ${listed
    .slice(0, 10)
    .map((path) => basename(path))
    .join(", ")}.`;
}

async function studiesIn(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)).filter((file) => /\.(ya?ml|json)$/.test(file));
  return names.sort().map((file) => join(folder, file));
}

function stem(path: string): string {
  return basename(path).replace(/\.[a-z]+$/, "");
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    // The folder is missing or closed too: there is nothing to suggest, and the file's own error is told.
    return [];
  }
}
