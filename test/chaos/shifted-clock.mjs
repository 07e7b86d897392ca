// Shifts the wall clock of the process that imports this first; its monotonic clock stays as it is.
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const trueNow = Date.now;
const TrueDate = Date;
globalThis.Date = class Date extends TrueDate {
  constructor(...args) {
    if (args.length === 0) super(trueNow() + shiftMs);
    else super(...args);
  }
  static now() {
    return trueNow() + shiftMs;
  }
};
