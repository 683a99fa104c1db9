// A store may come from somebody else. All that a run writes or removes in it must lie in it: through a link it would do
// so in another folder.
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../user-error.ts";

/** Those that a run writes to. */
export const ownFolders: readonly string[] = ["made", "objects", "records", "staging", "studies"];
const files = ["lock.json", "lock.json.takeover", "running.json"];
const twoDigits = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

/** What is not there yet is no matter. The store's own folder may be a link: it was named. @throws UserError */
export function requireOwnPlaces(storeDir: string): void {
  const below = ["objects", "records"].flatMap((name) => twoDigits.map((digits) => join(name, digits)));
  for (const name of [...ownFolders, ...below]) requireKind(join(storeDir, name), "folder");
  for (const name of files) requireKind(join(storeDir, name), "file");
}

function requireKind(path: string, kind: "folder" | "file"): void {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined || (kind === "folder" ? status.isDirectory() : status.isFile())) return;
  throw new UserError(
    `${path}: expected a ${kind} of the store, got ${status.isSymbolicLink() ? "a link" : `no ${kind}`}. ` +
      "Remove it, or name another --store.",
  );
}
