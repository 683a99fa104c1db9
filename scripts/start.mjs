// @ts-check
// `npm start [-- options]`: sets up what is missing and runs the seed study.
import { handOver } from "./hand-over.mjs";
import { checkout, orExplain, setUp } from "./setup.mjs";

await orExplain(async () => {
  await setUp();
  const args = ["dist/src/cli/main.js", "run", "studies/seed.yaml", ...process.argv.slice(2)];
  process.exitCode = await handOver(args, checkout);
});
