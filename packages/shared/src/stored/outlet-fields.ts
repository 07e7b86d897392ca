/** Fields of an interaction: what one outlet shows, and the note of a request to it whose outcome is unknown. */
export interface OutletFields {
  readonly desktop: string;
  readonly posting: string;
}

/**
 * The fields of an outlet. Those of the first have no name in them: what it shows counts.
 *
 * @param name undefined for the first
 */
export const outletFields = (name?: string): OutletFields =>
  name === undefined
    ? { desktop: 'desktop', posting: 'posting' }
    : { desktop: `desktop:${name}`, posting: `posting:${name}` };
