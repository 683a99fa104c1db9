/** "learning rate" of `learningRate`. */
export function axisWords(axis: string): string {
  return axis.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
