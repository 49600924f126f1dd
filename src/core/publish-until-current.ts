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
  await publishEachUntilCurrent(
    async () => new Map([["", await read()]]),
    (_, now) => tell(now),
  );
}

/**
 * As `publishUntilCurrent`, for many things that one statement reads. Each is published again only if it has changed.
 * @param read reads the state of each
 */
export async function publishEachUntilCurrent<K, T>(
  read: () => Promise<Map<K, T>>,
  tell: (key: K, now: T) => void,
): Promise<void> {
  const told = new Map<K, string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changed = [...(await read())].filter(([key, now]) => told.get(key) !== textOf(now));
    if (changed.length === 0) return;
    for (const [key, now] of changed) {
      tell(key, now);
      told.set(key, textOf(now));
    }
  }
}

const textOf = (now: unknown) => JSON.stringify(now) ?? "undefined";
