/** Lists of numbers, one behind the other. */
export function createPackedLists() {
  let numbers = new Int32Array(1024);
  let end = 0;
  return {
    /** Adds a list; returns where it begins. */
    add(list: ArrayLike<number>): number {
      if (end + list.length > numbers.length) {
        const larger = new Int32Array(2 * (end + list.length));
        larger.set(numbers);
        numbers = larger;
      }
      numbers.set(list, end);
      end += list.length;
      return end - list.length;
    },
    /** All lists; good until the next is added. */
    numbers: (): Int32Array => numbers,
    clear(): void {
      end = 0;
    },
  };
}
