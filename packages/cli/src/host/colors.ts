import { createColors } from 'picocolors';
import type { Colors } from 'picocolors/types.js';

/** Colours for a terminal. There are none elsewhere, not even if CI is set, and none if NO_COLOR is. */
export const colorsFor = ({ isTTY }: { readonly isTTY?: boolean }): Colors =>
  createColors(isTTY === true && createColors().isColorSupported);
