/** Two changes at once settle in a few rounds; more than that is left to the next change. */
const MAX_ROUNDS = 5;

/**
 * Reads something and tells it, until it is read as it was told last: of two changes at once the earlier may be told
 * after the later, and would stand. Call it after the commit.
 */
export async function tellWhatIsSo<T>(
  read: () => Promise<T>,
  tell: (now: T) => void,
): Promise<void> {
  let told: string | null = null;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const now = await read();
    const text = JSON.stringify(now);
    if (text === told) return;
    tell(now);
    told = text;
  }
}
