/** How far a training job is. Reported from the loop, which waits for the answer and so lets the thread breathe. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Mean training loss at this step; null where it is not computed. */
  readonly loss: number | null;
}

export type ReportProgress = (progress: Progress) => void | Promise<void>;
