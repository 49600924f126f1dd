/**
 * A refusal costs little, but it takes the whole thread if somebody asks again as fast as they are refused. So somebody
 * who was refused often waits for their refusal, and each of their connections waits with it.
 */
const AT_ONCE = 60;
const A_SECOND = 20;
const LONGEST_MS = 5_000;
/** How many people, sessions and addresses are remembered at once. */
const MAX_KEYS = 10_000;

interface Debt {
  /** Refusals that count, less with time. */
  count: number;
  at: number;
}

const debts = new Map<string, Debt>();

/**
 * Answers with a refusal, later if somebody was refused often.
 * @param key who is refused: a person, a session or an address
 */
export function refuseAtAPace(key: string, answer: () => void, longestMs = LONGEST_MS): void {
  const pauseMs = Math.min(longestMs, pauseBeforeRefusal(key));
  if (pauseMs === 0) answer();
  else setTimeout(answer, pauseMs).unref();
}

/** How long to wait before somebody's next refusal is answered, in milliseconds. */
function pauseBeforeRefusal(key: string): number {
  const now = performance.now();
  const known = debts.get(key);
  const forgotten = known ? ((now - known.at) / 1000) * A_SECOND : 0;
  const count = Math.max(0, (known?.count ?? 0) - forgotten) + 1;
  if (!known && debts.size >= MAX_KEYS) debts.clear();
  debts.set(key, { count, at: now });
  return Math.max(0, ((count - AT_ONCE) / A_SECOND) * 1000);
}
