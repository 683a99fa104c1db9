// Loaded before the command (`node --import`), in its workers too: kills the process right after the nth file or folder that it
// renames into place under the folder KILL_UNDER, which is how everything is committed. n = KILL_AFTER, counted over all threads.
import fs, { appendFileSync, promises, statSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";

const { KILL_UNDER: under, KILL_AFTER: after, KILL_COUNT: counter } = process.env;

function renamed(path) {
  if (!String(path).startsWith(under)) return;
  appendFileSync(counter, ".");
  if (statSync(counter).size === Number(after)) process.kill(process.pid, "SIGKILL");
}

const { rename, renameSync } = fs;
const renameLater = promises.rename;
fs.rename = (from, to, done) =>
  rename(from, to, (error) => {
    if (!error) renamed(to);
    done(error);
  });
fs.renameSync = (from, to) => {
  renameSync(from, to);
  renamed(to);
};
promises.rename = async (from, to) => {
  await renameLater(from, to);
  renamed(to);
};
syncBuiltinESMExports();
