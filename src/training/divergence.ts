/** Where a loss was not finite for the first time; both 1-based. */
export interface Divergence {
  readonly epoch: number;
  readonly step: number;
}

/** `whose`: the cell or teacher, in words. */
export function divergenceText(whose: string, { epoch, step }: Divergence): string {
  return `The loss of ${whose} was not finite at epoch ${epoch}, step ${step}. Lower its \`learningRate\`, or give it \`warmupSteps\`.`;
}
