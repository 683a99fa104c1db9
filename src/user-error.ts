/**
 * What went wrong and what to do about it, in one paragraph that a user can act on. The command prints the
 * message without a stack trace and ends with exit code 2; everything else that is thrown is a defect (code 1).
 */
export class UserError extends Error {
  override readonly name = "UserError";
}
