/** How a language says numbers: its words, and the few ways in which languages differ in putting them together. */
export interface NumberWords {
  /** Zero to nine. */
  readonly units: ReadonlyMap<string, number>;
  /** Ten and above that no unit follows: `twelve`, `veintiuno`. */
  readonly teens: ReadonlyMap<string, number>;
  readonly tens: ReadonlyMap<string, number>;
  /** Hundreds of one word: `doscientos`. */
  readonly hundreds: ReadonlyMap<string, number>;
  /** Multiplies what stands before it by a hundred. */
  readonly hundred: string | undefined;
  readonly scales: ReadonlyMap<string, number>;
  /** Said for zero among other digits only: `four oh five`. */
  readonly spokenZeros: ReadonlySet<string>;
  /** Stand for one before a hundred, a scale, a part or a currency: `a thousand`. */
  readonly articles: ReadonlySet<string>;
  /** Hundreds and scales that stand for one of them without any word before: `mil`. */
  readonly bare: ReadonlySet<string>;
  readonly ordinals: ReadonlyMap<string, number>;
  /** Parts of one, by how many make one: `three quarters`. */
  readonly parts: ReadonlyMap<string, number>;
  readonly halves: ReadonlySet<string>;
  /** What makes half of the scale behind it: `half a` million. */
  readonly halfOf: readonly (readonly string[])[];
  /** How often the digit behind counts: `double five`. */
  readonly times: ReadonlyMap<string, number>;
  readonly points: ReadonlySet<string>;
  /** What stands between tens and units, behind a hundred or a scale, before a fraction, and before cents. */
  readonly between: {
    readonly tens: string | undefined;
    readonly hundreds: string | undefined;
    readonly fraction: string;
    readonly cents: ReadonlySet<string>;
  };
  /** Whether two numbers are said as one: `one forty seven`. */
  readonly hasPairs: boolean;
  /** By name in the plural or singular, the currency; written codes are names, too. */
  readonly currencies: ReadonlyMap<string, string>;
  /** Currencies as they are written before an amount. */
  readonly currencyCodes: ReadonlySet<string>;
  /** What may stand between an amount and its currency: `un millón de dólares`. */
  readonly ofCurrency: string | undefined;
  /** The hundredth part of the usual currency, and that currency. */
  readonly cents: ReadonlySet<string>;
  readonly centsOf: string;
  /** A currency in the singular that an article may stand before: `a dollar`. */
  readonly oneOfCurrency: ReadonlySet<string>;
  readonly percent: readonly (readonly string[])[];
  /** Between a part and `percent`: `of`, and `a`. */
  readonly ofPercent: string;
  readonly onePercent: ReadonlySet<string>;
  readonly ranges: {
    readonly between: ReadonlySet<string>;
    readonly openings: ReadonlySet<string>;
    /** May stand before an opening: `anywhere from`. */
    readonly loosely: ReadonlySet<string>;
  };
  /** Fillers behind which another number begins: `twenty so five`. */
  readonly apart: ReadonlySet<string>;
  /** Where a number without a unit is an amount, if a phrase asks for one. */
  readonly unitless: {
    readonly before: ReadonlySet<string>;
    /** Comes right before an amount behind some words: `comes to 300`. */
    readonly to: string;
    readonly beforeTo: ReadonlySet<string>;
    readonly behind: ReadonlySet<string>;
  };
  /** Every word that may begin a number or be part of one, in any context. */
  readonly numerals: ReadonlySet<string>;
  readonly masking: MaskingWords;
}

/** What else is said when long numbers are read out, and masked. */
export interface MaskingWords {
  /** Further words for small numbers, some of them slips. */
  readonly small: ReadonlyMap<string, number>;
  /** Count only beside another number word of the same language, since they are words of another. */
  readonly ambiguous: ReadonlySet<string>;
  readonly times: ReadonlyMap<string, number>;
  /** Said between digits. */
  readonly between: string;
  /** Sound like a digit, and are passed over between two of them. */
  readonly homophones: string;
  /** Make the number before an amount; the words of a sequence are joined by `_`. */
  readonly units: string;
}
