/** Of a share that was counted in `samples` independent samples: sqrt(share (1 - share) / samples). NaN of none. */
export function binomialStandardError(share: number, samples: number): number {
  return Math.sqrt((share * (1 - share)) / samples);
}
