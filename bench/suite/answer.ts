/** The other side of `child.ts`: answers each message of the parent, ends with it, and ends on an error. */
export function answerParent<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on("disconnect", () => process.exit(0));
  process.on("message", (question: Question) => {
    answer(question).then(
      (message) => void process.send!(message),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
