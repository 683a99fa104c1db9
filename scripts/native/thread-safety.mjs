// @ts-check
// One line of tfjs-node's addon, without which worker threads corrupt each other (docs/decisions/002-addon-threads.md).
import { readFileSync, writeFileSync } from "node:fs";
import { SetupError } from "../setup-error.mjs";

const shared = "static std::set<std::string> ATTR_NAME_SET;";
const ofEachThread = "static thread_local std::set<std::string> ATTR_NAME_SET;";

/**
 * Gives each thread its own set of attribute names. Repeating it changes nothing.
 * @param {string} source path of binding/tfjs_backend.cc
 */
export function makeThreadSafe(source) {
  const text = readFileSync(source, "utf8");
  if (text.includes(ofEachThread)) return;
  if (!text.includes(shared)) {
    throw new SetupError(
      `The source of the native addon is not the one expected: ${source} does not hold \`${shared}\`.`,
    );
  }
  writeFileSync(source, text.replace(shared, ofEachThread));
}
