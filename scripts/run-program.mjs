// @ts-check
// Runs a program to its end and keeps the last of what it wrote, for the message if it fails.
import { spawn } from "node:child_process";

const keptCharacters = 16_384;

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string }} Ended
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number, onStart?: (pid: number) => void }} Options
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<Ended>} A program that cannot be started ends with code 127 and the reason in `stderr`.
 */
export function runProgram(command, args, { onStart, timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, timeout: timeoutMs, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout = (stdout + text).slice(-keptCharacters);
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr = (stderr + text).slice(-keptCharacters);
    });
    child.once("error", (error) => resolve({ code: 127, signal: null, stdout, stderr: error.message }));
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    if (child.pid !== undefined) onStart?.(child.pid);
  });
}

/**
 * Why a program failed: how it ended, and the last lines that it wrote.
 * @param {Ended} ended
 * @param {number} lines
 */
export function lastWords(ended, lines) {
  const how = ended.signal === null ? `exit code ${ended.code}` : `ended by ${ended.signal}`;
  const written = `${ended.stdout}\n${ended.stderr}`.split("\n").map((line) => line.trimEnd());
  const last = written.filter((line) => line !== "").slice(-lines);
  return last.length === 0 ? how : `${how}: ${last.join(lines === 1 ? " " : "\n")}`;
}
