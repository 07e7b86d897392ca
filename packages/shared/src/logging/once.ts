/**
 * Creates a function that returns true the first time it is called with a key: for what is logged once.
 *
 * @param maxKeys after so many different keys it returns false for all others, so that it stays small
 */
export function createOnce(maxKeys = 100): (key: string) => boolean {
  const seen = new Set<string>();
  return (key) => {
    if (seen.has(key) || seen.size >= maxKeys) return false;
    seen.add(key);
    return true;
  };
}
