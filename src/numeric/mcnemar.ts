/**
 * McNemar's exact test of two models on the same samples, two-sided: `b` samples that only the first gets right, `c`
 * that only the second does. If the models are alike, b is binomial(b + c, 1/2). Exact for any number of samples: the
 * terms of the smaller tail are summed from the largest down, each from its neighbour, and only the first needs a
 * logarithm, so no approximation by chi-square is called for. 1 where the models never differ.
 */
export function mcnemarTest(b: number, c: number): number {
  if (!(b >= 0 && c >= 0)) throw new RangeError(`Expected two counts of 0 or more, got ${b} and ${c}`);
  const fewer = Math.min(b, c);
  const more = Math.max(b, c);
  let tail = 0; // in units of the term of `fewer`
  let term = 1;
  for (let k = fewer; k >= 0 && term > tail * Number.EPSILON; k--) {
    tail += term;
    term *= k / (b + c - k + 1);
  }
  return Math.min(1, 2 * tail * Math.exp(logTerm(fewer, more)));
}

/** Logarithm of binomial(n, k) / 2^n, for n = fewer + more and k = fewer. */
function logTerm(fewer: number, more: number): number {
  let log = -(fewer + more) * Math.LN2;
  for (let i = 1; i <= fewer; i++) log += Math.log1p(more / i); // (more + i) / i
  return log;
}
