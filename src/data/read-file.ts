// Reading a data file that a user named, with the failures that a user can mend told apart.
import { readFile, stat } from "node:fs/promises";
import { UserError } from "../user-error.ts";
import { maximumIdxBytes } from "./idx.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file. Check the path; a relative one starts at the working directory",
  ENOTDIR: "a part of the path is not a folder. Check the path",
  EACCES: "there is no permission to read it. Change its permissions",
  EPERM: "there is no permission to read it. Change its permissions",
  ENAMETOOLONG: "its path is longer than the system allows. Check the path",
  ERR_INVALID_ARG_VALUE: "its path holds a NUL character, which no file name has. Check the path",
};

/** `name` stands for the file in messages. @throws UserError for whatever keeps it from being read */
export async function readDataFile(path: string, name: string): Promise<Uint8Array> {
  const file = shortLine(name);
  try {
    const { size } = await stat(path).then((status) => {
      if (!status.isFile()) throw new UserError(`${file}: expected a file, got a folder or a device.`);
      return status;
    });
    if (!(size <= maximumIdxBytes)) {
      throw new UserError(`${file}: expected at most ${maximumIdxBytes} bytes (2 GiB), got \`${size}\`.`);
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const reason = reasons[code] ?? `it cannot be read (${code}). Check the path and the disk`;
    throw new UserError(`${file}: ${reason}.`, { cause });
  }
}

/** A path is free text: one line of it, and no more than a message can hold. */
function shortLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ");
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
