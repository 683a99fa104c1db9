// @ts-check
/** A set-up step that cannot be done, in one paragraph: what, where, and what to do. Printed without a stack trace. */
export class SetupError extends Error {
  name = "SetupError";
}
