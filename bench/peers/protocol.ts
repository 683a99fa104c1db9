// What passes between the orchestrator and a contestant: lines of JSON on its stdout, the word `go` on its stdin.
// A contestant waits for a line, so while another one is measured it takes no time; when its stdin ends, so does it.

/** The first line, after loading, building and warming up. */
export interface Ready {
  readonly ready: true;
  readonly versions: Readonly<Record<string, string>>;
}

/** The answer to each `go`. */
export interface Answer {
  readonly seconds: number;
  /** Student-steps, student-epochs, steps, images or trees. */
  readonly units: number;
  /** Shows that real work was done; taken after the clock was stopped. */
  readonly check: number;
  /** Of a tree; null, or absent, of what is none. */
  readonly leaves?: number | null;
}
