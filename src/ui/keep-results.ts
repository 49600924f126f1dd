/**
 * Makes a function that keeps what it has read for a text, where the same few are asked for again and again.
 * @param most how many are kept; then all are forgotten at once
 * @param keyOf what the result depends on, if not on the whole text
 */
export function keepResults(
  read: (text: string) => string,
  most: number,
  keyOf: (text: string) => string = (text) => text,
): (text: string) => string {
  const results = new Map<string, string>();
  return (text) => {
    const key = keyOf(text);
    const known = results.get(key);
    if (known !== undefined) return known;
    if (results.size >= most) results.clear();
    const result = read(text);
    results.set(key, result);
    return result;
  };
}
