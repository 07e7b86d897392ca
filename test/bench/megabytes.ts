export const MB = 1024 ** 2;

/** Bytes in MB, to be printed. */
export const inMb = (bytes: number): string => (bytes / MB).toFixed(1);
