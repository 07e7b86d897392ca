export const MB = 1024 ** 2;

/** Bytes in MB, to be printed. */
export const inMb = (bytes: number): string => (bytes / MB).toFixed(1);

/** The middle of an odd number of values, else the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** By how much values grow from the first to the last, by the straight line that fits them best (least squares). */
export function fittedGrowth(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let covariance = 0;
  let variance = 0;
  for (const [i, value] of values.entries()) {
    covariance += (i - middle) * (value - mean);
    variance += (i - middle) ** 2;
  }
  return variance === 0 ? 0 : (covariance / variance) * (values.length - 1);
}
