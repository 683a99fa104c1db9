// Reading a data file that a user named, with the failures that a user can mend told apart.
import { readFile, stat } from "node:fs/promises";
import { UserError } from "../user-error.ts";
import { maximumIdxBytes } from "./idx.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file. Check the path; a relative one starts at the working directory",
  ENOTDIR: "a part of the path is not a folder. Check the path",
  EACCES: "there is no permission to read it. Change its permissions",
  EPERM: "there is no permission to read it. Change its permissions",
};

/** `file` names the file in messages. */
export async function readDataFile(path: string, file: string): Promise<Uint8Array> {
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
    const reason = cause instanceof Error && "code" in cause ? reasons[String(cause.code)] : undefined;
    if (reason === undefined) throw cause;
    throw new UserError(`${file}: ${reason}.`, { cause });
  }
}
