const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

export const countText = (value: number): string => whole.format(value);
/** One decimal where it says something. */
export const numberText = (value: number): string => (Math.abs(value) < 100 ? one : whole).format(value);
export const shareText = (share: number | undefined): string =>
  share === undefined
    ? '–'
    : share > 0 && share < 0.0005
      ? '< 0.1 %'
      : `${(share * 100).toFixed(share > 0 && share < 0.01 ? 1 : 0)} %`;
export const bytesText = (bytes: number): string => `${whole.format(bytes / 1024 ** 2)} MB`;
/** `1 call`, `3 calls`. */
export const many = (count: number, one_: string, more = `${one_}s`): string =>
  `${countText(count)} ${count === 1 ? one_ : more}`;
