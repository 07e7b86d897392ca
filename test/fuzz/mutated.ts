import fc from 'fast-check';

const PLACES = 10_000;

/** A change of a text: a number of characters at some place are replaced by others. */
const change = (tokens: readonly string[]) =>
  fc.record({
    // left to itself it would be the beginning most of the time
    place: fc.noBias(fc.nat(PLACES)),
    remove: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 1) }, fc.nat(8), fc.nat(200)),
    insert: fc.oneof(
      fc.constant(''),
      { weight: 3, arbitrary: fc.constantFrom(...tokens) },
      { weight: 2, arbitrary: fc.string({ maxLength: 3 }) },
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    times: fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, fc.constantFrom(30, 3000)),
  });

/** Texts like one of these, with some changes; the inserted text is often one of the tokens. */
export function mutated(seeds: readonly string[], tokens: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...seeds), fc.array(change(tokens), { maxLength: 6 })).map(([seed, changes]) =>
    changes.reduce((text, { place, remove, insert, times }) => {
      const at = Math.floor((place * text.length) / PLACES);
      return text.slice(0, at) + insert.repeat(times) + text.slice(at + remove);
    }, seed),
  );
}
