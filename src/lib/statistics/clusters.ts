/** How well points fall into clusters, and how well clusters are those that were meant. */

/**
 * The mean silhouette of points in clusters, from -1 to 1 (P. J. Rousseeuw, 1987): how much nearer each point is to its own cluster than
 * to the next, a point alone in its cluster counting 0. Undefined for fewer than two clusters. Takes time in proportion to the square of
 * the points: give it a sample.
 */
export function silhouette(points: readonly (readonly number[])[], clusters: readonly number[]): number | undefined {
  const sizes = countLabels(clusters);
  if (sizes.size < 2) return undefined;
  const numbers = new Map([...sizes.keys()].map((cluster, index) => [cluster, index]));
  const own = clusters.map((cluster) => numbers.get(cluster) as number);
  const counts = [...sizes.values()];
  const distances = points.map(() => new Float64Array(counts.length));
  for (let a = 0; a < points.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const distance = Math.sqrt(squaredDistance(points[a] as number[], points[b] as number[]));
      add(distances[a] as Float64Array, own[b] as number, distance);
      add(distances[b] as Float64Array, own[a] as number, distance);
    }
  }
  let total = 0;
  for (const [index, sums] of distances.entries()) {
    const mine = own[index] as number;
    if (counts[mine] === 1) continue;
    const within = (sums[mine] as number) / ((counts[mine] as number) - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let other = 0; other < counts.length; other += 1) {
      if (other !== mine) nearest = Math.min(nearest, (sums[other] as number) / (counts[other] as number));
    }
    const larger = Math.max(within, nearest);
    if (larger > 0) total += (nearest - within) / larger;
  }
  return total / points.length;
}

export function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += ((a[index] as number) - (b[index] as number)) ** 2;
  return sum;
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}

/**
 * How well clusters and classes are the same, from 0 to 1, whatever the clusters are called: the harmonic mean of homogeneity (a cluster
 * holds one class) and completeness (a class lies in one cluster), by A. Rosenberg and J. Hirschberg, 2007.
 */
export function vMeasure(classes: readonly (string | number)[], clusters: readonly (string | number)[]): number {
  const together = classes.map((name, index) => JSON.stringify([name, clusters[index]]));
  const both = entropy(together);
  const ofClasses = entropy(classes);
  const ofClusters = entropy(clusters);
  // H(class | cluster) = H(both) - H(cluster).
  const homogeneity = ofClasses === 0 ? 1 : 1 - (both - ofClusters) / ofClasses;
  const completeness = ofClusters === 0 ? 1 : 1 - (both - ofClasses) / ofClusters;
  const sum = homogeneity + completeness;
  return sum <= 0 ? 0 : Math.min(1, (2 * homogeneity * completeness) / sum);
}

function entropy(labels: readonly (string | number)[]): number {
  let sum = 0;
  for (const count of countLabels(labels).values()) sum -= (count / labels.length) * Math.log(count / labels.length);
  return sum;
}

function countLabels<T>(labels: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
