/** How each number of a report is made. */
export function renderDefinitions(): string {
  return `## How each number is defined

- **n** counts seeds (for a teacher: networks trained), and a result that serves several seeds (a tree on data with a fixed seed) counts once: trees have nothing random in them, so those on hard labels are one result for each split of the data; **± sd** is the standard deviation over them, divided by n − 1.
- **Difference**: mean over the seeds of this model minus its baseline of the same seed, in points of test accuracy, with the 95 % interval of Student's t on n − 1 degrees of freedom. It is called a gain or a loss only where the interval leaves out 0; fewer than 5 seeds carry no claim. The interval is about seeds: the test split is the same for all of them, or drawn anew where the data are. Against one teacher that serves all seeds, it is about the seeds of the student alone.
- **Chosen on validation**: the point of the grid with the highest mean validation accuracy. No choice looks at the test split, on which every point of the grid is evaluated and printed. The chosen variant and its interval come from the same seeds.
- **NLL**: mean of −ln p(true class). **Brier**: mean squared distance of the probabilities to the one-hot label, summed over the classes (0 to 2). A tree on hard labels gives probabilities of 0 and 1; below 1e-7 they are cut off for NLL and KL. The logits of a tree on soft labels at T are T ln p, with p the mean of the teacher's probabilities at T in a leaf: one that reproduces them has its teacher's logits, but for a constant.
- **ECE**: expected calibration error, mean distance of confidence and accuracy over 15 bins of equal width of the top probability, weighted by their counts.
- **Agreement**: share of test samples on which the top class is the teacher's. **KL to teacher**: mean KL(teacher ‖ student) in nats. NLL, Brier, ECE and KL are taken at temperature 1.
- **Loss of a student**: (1 − α) · CE(true labels) + α · T² · KL(teacher at T ‖ student at T), mean over the batch.
- **Cost** is of one prediction; of a tree, parameters count its nodes. Of a soft decision tree, they count filters, biases and a number for each class of each leaf; its multiply-adds are those of all filters and of the paths to all leaves, and, where all leaves predict, of their mean. Sums run over samples, never over means of batches.`;
}
