// @ts-check
import { SetupError } from "./setup-error.mjs";

const required = [20, 19];

/** @param {string} version "20.19.0" */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = required;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new SetupError(
    `distilgrid needs Node ${required.join(".")} or later, and this is Node ${version}. ` +
      "Install a current version from https://nodejs.org/ or with your version manager.",
  );
}
