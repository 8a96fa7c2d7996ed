/** Linear regression by the QR decomposition, never by normal equations, which lose half the digits (G. H. Golub, 1965). */

import { Matrix, QrDecomposition } from 'ml-matrix';
import { studentP, studentQuantile } from './distributions.ts';
import { type DroppedColumn, independentColumns } from './independent-columns.ts';
import { dot, mean, spread } from './vectors.ts';

export interface Coefficient {
  name: string;
  estimate: number;
  standardError: number;
  low: number;
  high: number;
  /** Of no association, on both sides. */
  p: number;
  /** How much of the feature the other features tell: 1 / (1 - R²) of regressing it on them. Undefined of the constant. */
  varianceInflation: number | undefined;
}

export interface LinearFit {
  /** The constant first. */
  coefficients: Coefficient[];
  rSquared: number;
  /** Of the residuals, with the degrees of freedom that are left. */
  rootMeanSquareError: number;
  degreesOfFreedom: number;
  /** Left out: they are constant, or made of others. */
  dropped: DroppedColumn[];
}

/**
 * Fits y = b0 + Σ bi·xi by least squares; undefined with fewer than two rows more than coefficients, or where y is always the same.
 * `rows` holds each row's features in the order of `names`. Intervals are of 95 %.
 */
export function fitLinear(
  names: readonly string[],
  rows: readonly (readonly number[])[],
  y: readonly number[],
): LinearFit | undefined {
  const { kept, dropped } = independentColumns(names, rows);
  const degreesOfFreedom = rows.length - kept.length - 1;
  if (degreesOfFreedom < 2 || y.every((value) => value === y[0])) return undefined;
  const centres = kept.map((column) => mean(rows.map((row) => row[column] as number)));
  const scales = kept.map((column, index) =>
    spread(
      rows.map((row) => row[column] as number),
      centres[index] as number,
    ),
  );
  const design = new Matrix(
    rows.map((row) => [
      1,
      ...kept.map(
        (column, index) => ((row[column] as number) - (centres[index] as number)) / (scales[index] as number),
      ),
    ]),
  );
  const decomposition = new QrDecomposition(design);
  const estimates = refine(decomposition, design, y);
  const residuals = y.map((value, index) => value - dot(design.getRow(index), estimates));
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const variance = squares / degreesOfFreedom;
  const inverse = invertTriangle(decomposition.upperTriangularMatrix);
  const crossed = (a: number, b: number) =>
    inverse.reduce((sum, _, k) => sum + (inverse[a]?.[k] ?? 0) * (inverse[b]?.[k] ?? 0), 0);
  const t = studentQuantile(0.95, degreesOfFreedom);
  const toCoefficient = (
    name: string,
    estimate: number,
    standardError: number,
    varianceInflation: number | undefined,
  ): Coefficient => ({
    ...{ name, estimate, standardError, varianceInflation },
    low: estimate - t * standardError,
    high: estimate + t * standardError,
    p: standardError === 0 ? 0 : studentP(estimate / standardError, degreesOfFreedom),
  });
  const features = kept.map((column, index) => {
    const scale = scales[index] as number;
    const own = crossed(index + 1, index + 1);
    return toCoefficient(
      names[column] ?? '',
      (estimates[index + 1] as number) / scale,
      Math.sqrt(variance * own) / scale,
      own * rows.length,
    );
  });
  // The constant of features as they are, and not about their means.
  const weights = [1, ...kept.map((_, index) => -(centres[index] as number) / (scales[index] as number))];
  const constantVariance = variance * quadraticForm(weights, crossed);
  return {
    coefficients: [
      toCoefficient('constant', dot(weights, estimates), Math.sqrt(constantVariance), undefined),
      ...features,
    ],
    rSquared: 1 - squares / (y.length * spread(y) ** 2),
    rootMeanSquareError: Math.sqrt(variance),
    degreesOfFreedom,
    dropped,
  };
}

function quadraticForm(weights: readonly number[], form: (a: number, b: number) => number): number {
  return weights.reduce((sum, a, i) => sum + weights.reduce((inner, b, j) => inner + a * b * form(i, j), 0), 0);
}

/** Solves, and once more for what is left over, which gives back the digits that rounding took. */
function refine(decomposition: QrDecomposition, design: Matrix, y: readonly number[]): number[] {
  let estimates = decomposition.solve(Matrix.columnVector(y)).to1DArray();
  for (let pass = 0; pass < 2; pass += 1) {
    const residuals = y.map((value, index) => value - dot(design.getRow(index), estimates));
    const change = decomposition.solve(Matrix.columnVector(residuals)).to1DArray();
    estimates = estimates.map((value, index) => value + (change[index] as number));
  }
  return estimates;
}

function invertTriangle(upper: Matrix): number[][] {
  const size = upper.columns;
  const inverse = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row >= 0; row -= 1) {
      let sum = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k += 1) sum -= upper.get(row, k) * (inverse[k]?.[column] ?? 0);
      (inverse[row] as number[])[column] = sum / upper.get(row, row);
    }
  }
  return inverse;
}
