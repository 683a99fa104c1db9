import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(await unreadable(path, error), { cause: error });
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

async function suggestion(folder: string, name: string): Promise<string> {
  const studies = (await namesIn(folder)).filter((file) => /\.(ya?ml|json)$/.test(file)).sort();
  const meant = nearest(name, studies) ?? nearest(name, studies.map(stem));
  if (meant !== null) {
    return ` Did you mean ${join(folder, studies.find((file) => file === meant || stem(file) === meant) ?? meant)}?`;
  }
  return studies.length === 0 ? "" : ` In ${folder} there are: ${studies.slice(0, 10).join(", ")}.`;
}

function stem(file: string): string {
  return file.replace(/\.[a-z]+$/, "");
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    // The folder is missing or closed too: there is nothing to suggest, and the file's own error is told.
    return [];
  }
}
