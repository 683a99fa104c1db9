// Values that several levels of the study language have in common.
import { z } from "zod";

export const name = z
  .string()
  .regex(/^[\w][\w .,:()+=%-]{0,79}$/, "1 to 80 letters, digits, spaces and . , : ( ) + = % - _");
export const folderName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "lower-case letters, digits and hyphens");
export const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
export const count = z.int().min(1).max(1_000_000);
export const positive = z.number().positive().max(1e6);
export const fraction = z.number().min(0).max(1);
export const widths = z.array(z.int().min(1).max(65_536)).max(16);

/** A published accuracy (0 to 1) that the report prints beside ours. */
export const reference = fraction.optional();

/**
 * Name of another student, or teacher, of the same experiment: what is not written here is taken from there. It is
 * followed before the schema reads a study (extended.ts), so that a default never stands in for what is inherited.
 */
export const extended = name.optional() as unknown as z.ZodOptional<z.ZodType<never, string>>;

/** `[1, 2, 4]`: each value multiplies what has the grid. */
export const axis = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(1000).optional();
