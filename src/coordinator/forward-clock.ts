/**
 * A clock that never goes back, from one that may: a step back, and a reading that is no number, count as no time at all; what
 * passes afterwards counts again.
 */
export function forwardClock(clock: () => number): () => number {
  let last = clock();
  let elapsedMs = 0;
  return () => {
    const now = clock();
    if (now > last && Number.isFinite(now - last)) elapsedMs += now - last;
    if (Number.isFinite(now)) last = now;
    return elapsedMs;
  };
}
