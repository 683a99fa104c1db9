/** Whose training it is: a part of the names of its random streams. */
export type Role = "teacher" | "student";
