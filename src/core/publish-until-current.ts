/** Two changes at once agree after a few rounds. If it takes more rounds than this, the next change publishes again. */
const MAX_ROUNDS = 5;

/**
 * Reads something and publishes it, and repeats this until a read gives what was published last. Without the
 * repetition, the older of two changes could be published after the newer one, and people would keep the old state.
 * Call it after the commit.
 * @param read reads the state from the database
 * @param tell publishes the state
 */
export async function publishUntilCurrent<T>(
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
