// How many bad inputs each kind of file gets: the one place. Another seed: FUZZ_SEED=7 npx vitest run test/fuzz;
// more of each: FUZZ_TIMES=10.

const times = Number(process.env.FUZZ_TIMES ?? 1);

/** Without it each run tries the same inputs, so that a failure of the gate can be repeated. */
export const seed = Number(process.env.FUZZ_SEED ?? 20_240_601);

const counts = {
  idx: 4000,
  gzip: 1000,
  csv: 4000,
  npy: 3000,
  study: 3000,
  row: 4000,
  "rows together": 60,
  report: 4,
  "files of results": 600,
  "record of a store": 1000,
  "files of a store": 600,
  tree: 3000,
  weights: 1000,
  page: 1500,
  terminal: 1000,
} as const;

export type Kind = keyof typeof counts;

export const allCases = Object.values(counts).reduce((sum, count) => sum + count, 0);

export const casesOf = (kind: Kind): { readonly numRuns: number; readonly seed: number } => ({
  numRuns: counts[kind] * times,
  seed,
});
