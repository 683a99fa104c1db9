// Validation decides when training ends and which epoch is kept (science: choices never look at the test split).

export interface EpochChoice {
  readonly curve: number[];
  /** 1-based; the first of equal epochs. */
  keptEpoch: number;
}

/** True when `accuracy` is the new best, so that its weights are worth keeping. Without `patience` the last epoch is. */
export function recordEpoch(choice: EpochChoice, accuracy: number, patience: number | undefined): boolean {
  choice.curve.push(accuracy);
  const best = choice.curve[choice.keptEpoch - 1] ?? Number.NEGATIVE_INFINITY;
  if (patience !== undefined && !(accuracy > best)) return false;
  choice.keptEpoch = choice.curve.length;
  return true;
}

export function hasStopped(choice: EpochChoice, patience: number | undefined): boolean {
  return patience !== undefined && choice.curve.length - choice.keptEpoch >= patience;
}
