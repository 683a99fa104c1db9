// A program in a process of its own that answers each message with one: for what a process can be asked only once,
// such as its number of TensorFlow threads. Between two questions it sleeps.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Child<Question extends object, Answer> {
  /** One at a time. Rejects when the program ends instead of answering. */
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

const keptCharacters = 4096;

export function startChild<Question extends object, Answer>(
  program: URL,
  env: NodeJS.ProcessEnv,
): Child<Question, Answer> {
  const child = fork(fileURLToPath(program), {
    env: { ...process.env, ...env },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let written = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    written = (written + text).slice(-keptCharacters);
  });
  const exited = once(child, "exit"); // after a disconnect from this side Node 20 tells no "close"
  exited.catch(() => undefined); // it could not start: told to whoever asks
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error(`${program.pathname} ended without an answer: ${written}`));
        child.once("close", ended);
        child.once("message", (answer) => {
          child.off("close", ended);
          resolve(answer as Answer);
        });
        child.send(question, (error) => {
          if (error) reject(error);
        });
      }),
    async close() {
      if (child.connected) child.disconnect(); // its sign to end
      await exited;
    },
  };
}
