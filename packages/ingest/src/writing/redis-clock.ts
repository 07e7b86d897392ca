/** One reading of Redis' clock: when it was requested and received by our clock, and the time it gave. All in µs. */
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
/** A sample is wrong by at most half its round trip. A sample of a hung Redis is not used before others were tried. */
const SURE_ROUND_TRIP_US = 200_000;
const MOST_TRIES = 5;

/**
 * Converts times of our monotonic clock to those of one Redis node, by the sample of the last minute with the shortest
 * round trip.
 *
 * @param onMoved called when Redis' clock was set, with how far ahead (µs); negative if it was set back
 */
export function createRedisClock(onMoved: (byUs: number) => void = () => undefined) {
  /** Shortest round trip first; each further sample is younger. */
  let offsets: Offset[] = [];
  let samples = 0;
  let last = { ourUs: Number.NEGATIVE_INFINITY, redisUs: 0 };

  const estimateUs = (ourUs: number) => ourUs + (offsets[0]?.offsetUs ?? 0);
  return {
    /** Whether the offset is accurate, or as accurate as it will get. */
    isSet: () => (offsets[0]?.roundTripUs ?? Infinity) <= SURE_ROUND_TRIP_US || samples >= MOST_TRIES,
    sample({ sentUs, receivedUs, redisUs }: ClockSample): void {
      samples += 1;
      const roundTripUs = receivedUs - sentUs;
      const offsetUs = redisUs - (sentUs + receivedUs) / 2;
      // a sample that contradicts the best one: the clock was set, or this is another node
      const best = offsets[0];
      const isContradiction =
        best !== undefined && Math.abs(best.offsetUs - offsetUs) > (best.roundTripUs + roundTripUs) / 2;
      if (isContradiction) onMoved(offsetUs - best.offsetUs);
      offsets = isContradiction ? [] : offsets.filter((offset) => offset.takenUs > receivedUs - SAMPLE_LIFE_US);
      while ((offsets.at(-1)?.roundTripUs ?? Number.NEGATIVE_INFINITY) >= roundTripUs) offsets.pop();
      offsets.push({ offsetUs, roundTripUs, takenUs: receivedUs });
    },
    /** Redis' time by the best current estimate, in µs. */
    estimateUs,
    /**
     * Converts times passed in ascending order: a later time stays later, even if the estimated offset changed in
     * between.
     */
    convertUs(ourUs: number): number {
      if (ourUs > last.ourUs) last = { ourUs, redisUs: Math.max(Math.round(estimateUs(ourUs)), last.redisUs + 1) };
      return last.redisUs;
    },
  };
}
export type RedisClock = ReturnType<typeof createRedisClock>;
