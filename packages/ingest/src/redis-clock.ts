/** One look at Redis' clock: when it was asked for and when it came, by our clock, and what it said. All in µs. */
export interface ClockSample {
  readonly sentUs: number;
  readonly receivedUs: number;
  readonly redisUs: number;
}

interface Offset {
  readonly offsetUs: number;
  readonly roundTripUs: number;
  readonly takenUs: number;
}

const SAMPLE_LIFE_US = 60_000_000;
/** A sample is wrong by half its round trip at most. One of a Redis that hung is not relied on before others were tried. */
const SURE_ROUND_TRIP_US = 200_000;
const MOST_TRIES = 5;

/** Converts times of our monotonic clock to those of one Redis node, by the sample of the least round trip of the last minute. */
export function createRedisClock() {
  /** Least round trip first; each later one is younger. */
  let offsets: Offset[] = [];
  let samples = 0;
  let last = { ourUs: Number.NEGATIVE_INFINITY, redisUs: 0 };

  const estimateUs = (ourUs: number) => ourUs + (offsets[0]?.offsetUs ?? 0);
  return {
    /** Whether the offset is known well, or as well as it will be. */
    isSet: () => (offsets[0]?.roundTripUs ?? Infinity) <= SURE_ROUND_TRIP_US || samples >= MOST_TRIES,
    sample({ sentUs, receivedUs, redisUs }: ClockSample): void {
      samples += 1;
      const roundTripUs = receivedUs - sentUs;
      const offsetUs = redisUs - (sentUs + receivedUs) / 2;
      // a sample that contradicts the best one: the clock was set, or the node is another now
      const best = offsets[0];
      const isContradiction =
        best !== undefined && Math.abs(best.offsetUs - offsetUs) > (best.roundTripUs + roundTripUs) / 2;
      offsets = isContradiction ? [] : offsets.filter((offset) => offset.takenUs > receivedUs - SAMPLE_LIFE_US);
      while ((offsets.at(-1)?.roundTripUs ?? Number.NEGATIVE_INFINITY) >= roundTripUs) offsets.pop();
      offsets.push({ offsetUs, roundTripUs, takenUs: receivedUs });
    },
    /** The time of Redis' clock, as well as it is known now. */
    estimateUs,
    /** Converts times given in order: a later one stays later, whatever was learnt of the offset between. */
    convertUs(ourUs: number): number {
      if (ourUs > last.ourUs) last = { ourUs, redisUs: Math.max(Math.round(estimateUs(ourUs)), last.redisUs + 1) };
      return last.redisUs;
    },
  };
}
export type RedisClock = ReturnType<typeof createRedisClock>;
