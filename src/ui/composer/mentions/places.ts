/** Where a name stands in a field. */
export interface Place {
  start: number;
  end: number;
  /** What is sent in its place: who was chosen, whatever others are called. Null for words that are to stay words. */
  token: string | null;
}

/** The text of a field, and the names in it that were chosen. */
export interface Written {
  text: string;
  places: readonly Place[];
}

export const NOTHING: Written = { text: "", places: [] };

/**
 * The text after a change, with the places that the change did not touch.
 * @param caret where the caret is after the change; of two equal names beside each other it tells which one went
 */
export function changeText(before: Written, text: string, caret?: number): Written {
  if (before.places.length === 0) return { text, places: [] };
  const { start, end } = findChange(before.text, text, caret);
  const shift = text.length - before.text.length;
  const places = before.places.flatMap((place): Place[] => {
    if (place.end <= start) return [place];
    if (place.start < end) return [];
    return [{ ...place, start: place.start + shift, end: place.end + shift }];
  });
  return { text, places };
}

export function addPlace({ text, places }: Written, place: Place): Written {
  const others = places.filter((one) => one.end <= place.start || one.start >= place.end);
  return { text, places: [...others, place].sort((a, b) => a.start - b.start) };
}

/** Both texts in a row, with the places of both. */
export function joinWritten(first: Written, second: Written): Written {
  const shift = first.text.length;
  const moved = second.places.map((one) => ({
    ...one,
    start: one.start + shift,
    end: one.end + shift,
  }));
  return { text: first.text + second.text, places: [...first.places, ...moved] };
}

/** The part of the earlier text that is not in the later one. */
function findChange(before: string, after: string, caret = after.length) {
  const shorter = Math.min(before.length, after.length);
  const behind = after.slice(caret);
  let tail = before.endsWith(behind) ? behind.length : 0;
  let head = 0;
  while (head < shorter - tail && before[head] === after[head]) head += 1;
  const isSame = () => before[before.length - 1 - tail] === after[after.length - 1 - tail];
  while (tail < shorter - head && isSame()) tail += 1;
  return { start: head, end: before.length - tail };
}
