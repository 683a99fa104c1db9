// @ts-check
// Runs the actual program as a child and behaves like it: same streams, same signals, same exit code.
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Ctrl-C goes to every process of the terminal's foreground group, and npm sends it on to its child besides: one
 * keystroke arrives here once or twice, and would reach the program once more by itself. A second SIGINT means
 * "stop at once" to it. So the program gets a group of its own, hears signals from here only, and those that follow
 * within `oneKeystrokeMs` count as one.
 *
 * @param {readonly string[]} args for node
 * @param {string} cwd
 * @param {{ oneKeystrokeMs?: number }} [options]
 * @returns {Promise<number>} the exit code, 128 + the signal's number when a signal ended it
 */
export function handOver(args, cwd, { oneKeystrokeMs = 300 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: "inherit",
      detached: process.platform !== "win32",
    });
    const stop = forwardSignals(child, oneKeystrokeMs);
    child.once("error", (error) => {
      stop();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      stop();
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} oneKeystrokeMs
 * @returns {() => void} stops it
 */
function forwardSignals(child, oneKeystrokeMs) {
  const recent = new Set();
  /** @param {NodeJS.Signals} signal */
  const send = (signal) => {
    if (recent.has(signal)) return;
    recent.add(signal);
    setTimeout(() => recent.delete(signal), oneKeystrokeMs).unref();
    child.kill(signal);
  };
  const resize = () => void child.kill("SIGWINCH"); // the terminal tells its foreground group only
  for (const signal of forwarded) process.on(signal, send);
  process.on("SIGWINCH", resize);
  return () => {
    for (const signal of forwarded) process.off(signal, send);
    process.off("SIGWINCH", resize);
  };
}
