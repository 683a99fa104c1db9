// @ts-check
// `npm test [-- vitest's arguments]`: sets up what is missing and runs the tests.
import { handOver } from "./hand-over.mjs";
import { checkout, orExplain, setUp } from "./setup.mjs";

await orExplain(async () => {
  await setUp();
  process.exitCode = await handOver(
    ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)],
    checkout,
  );
});
