import { setTimeout as pause } from "node:timers/promises";
import { withoutRequestId } from "@/lib/request-id";
import { waitWithTurnPaused } from "@/lib/current-turn";

/**
 * After each read of a key there is a pause of this many times its duration, up to the longest pause. So in a storm of
 * requests, short reads take a fifth of the time. A request that comes alone does not wait.
 */
const PAUSE_FACTOR = 4;
const LONGEST_PAUSE_MS = 200;

/**
 * Shares one read among all callers with the same key. The read that a caller gets always begins after the call, so
 * nobody gets an outdated result. A storm of requests costs a few reads. A caller that waits gives its turn to others
 * meanwhile.
 * @param read reads what is the same for all callers with this key. The callers must have been authorized
 */
export function shareNextRead<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const rounds = new Map<string, { over: Promise<unknown>; next?: Promise<T> }>();

  function begin(key: string): Promise<T> {
    // The read serves many requests, so its log lines carry the id of none.
    const answer = withoutRequestId(() => read(key));
    const begun = performance.now();
    const rest = () =>
      pause(Math.min(LONGEST_PAUSE_MS, PAUSE_FACTOR * (performance.now() - begun)));
    const round: { over: Promise<unknown>; next?: Promise<T> } = {
      over: answer.catch(() => undefined).then(rest),
    };
    rounds.set(key, round);
    void round.over.then(() => {
      if (!round.next) rounds.delete(key);
    });
    return answer;
  }

  return (key) => {
    const round = rounds.get(key);
    if (!round) return waitWithTurnPaused(begin(key));
    round.next ??= round.over.then(() => begin(key));
    return waitWithTurnPaused(round.next);
  };
}
