// @ts-check
/**
 * Says on stderr what is being done, one line a step: "installing packages ... 29 s".
 * @typedef {{ step: <T>(name: string, work: () => Promise<T>) => Promise<T>, line: (text: string) => void }} Progress
 */

/**
 * @param {{ quiet?: boolean, write?: (text: string) => void, nowMs?: () => number }} [options]
 * @returns {Progress}
 */
export function progress({
  quiet = false,
  write = (text) => void process.stderr.write(text),
  nowMs = () => performance.now(),
} = {}) {
  const say = quiet ? () => undefined : write;
  return {
    async step(name, work) {
      say(`${name} ... `);
      const start = nowMs();
      try {
        const result = await work();
        say(`${((nowMs() - start) / 1000).toFixed(0)} s\n`);
        return result;
      } catch (error) {
        say("failed\n");
        throw error;
      }
    },
    line: (text) => write(`${text}\n`),
  };
}
