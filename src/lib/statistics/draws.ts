/** Draws from distributions, by a generator of numbers in (0, 1). */

type Random = () => number;

/** From the standard normal distribution (G. E. P. Box and M. E. Muller, 1958). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** From the log-normal distribution of this median; `spread` is the standard deviation of the logarithm. */
export function drawLogNormal(random: Random, median: number, spread: number): number {
  return median * Math.exp(spread * drawNormal(random));
}

/** From the exponential distribution of this mean. */
export function drawExponential(random: Random, mean: number): number {
  return -mean * Math.log(random());
}

/** From the Poisson distribution of this mean (D. E. Knuth, "Seminumerical Algorithms", 3.4.1); in pieces, so that large means do not underflow. */
export function drawPoisson(random: Random, mean: number): number {
  let left = mean;
  let count = 0;
  let product = 1;
  for (;;) {
    product *= random();
    while (product < 1 && left > 0) {
      const step = Math.min(left, 500);
      product *= Math.exp(step);
      left -= step;
    }
    if (product <= 1) return count;
    count += 1;
  }
}

/** One of these, each as likely as its weight says; of an empty list undefined. */
export function drawWeighted<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T | undefined {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let left = random() * total;
  for (const item of items) {
    left -= weightOf(item);
    if (left <= 0) return item;
  }
  return items.at(-1);
}
