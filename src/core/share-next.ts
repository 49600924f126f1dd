import { setTimeout as pause } from "node:timers/promises";
import { withoutRequestId } from "@/lib/request-id";
import { waitInTurn } from "@/lib/current-turn";

/**
 * Between two readings of the same there are so many times what the last one took: in a storm they take a fifth of the
 * time, however long one is. Who comes alone does not wait.
 */
const PAUSES = 4;
const LONGEST_PAUSE_MS = 200;

/**
 * Lets all who ask for the same share one reading that begins after they asked: a storm of questions costs a few
 * readings, and nobody is told what was so before. Who waits gives their turn to others meanwhile.
 * @param read what is the same for all who ask by this key; whoever asks has been authorized
 */
export function shareNext<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const rounds = new Map<string, { over: Promise<unknown>; next?: Promise<T> }>();

  function begin(key: string): Promise<T> {
    // What is read for all is no one's request.
    const answer = withoutRequestId(() => read(key));
    const begun = performance.now();
    const rest = () => pause(Math.min(LONGEST_PAUSE_MS, PAUSES * (performance.now() - begun)));
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
    if (!round) return waitInTurn(begin(key));
    round.next ??= round.over.then(() => begin(key));
    return waitInTurn(round.next);
  };
}
