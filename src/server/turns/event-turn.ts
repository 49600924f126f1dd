import { can } from "@/core/access/policy";
import type { Principal } from "@/core/access/principal";
import { type CurrentTurn, runInTurn } from "@/lib/current-turn";
import type { TurnOwner, Turn } from "@/lib/current-turn";
import { lane } from "./lanes";
import type { Lane } from "./what-it-costs";

/** Does work that is not a request, for example an event, in a turn of the person it is for. */
export async function inTurn<T>(
  asker: TurnOwner,
  work: () => Promise<T> | T,
  name: Lane = "work",
): Promise<T> {
  const taken: Turn[] = [];
  const again = async () => {
    const turn = await lane(name).take(asker);
    taken.push(turn);
    return turn;
  };
  const current: CurrentTurn = { asker, turn: await again(), again };
  try {
    return await runInTurn(current, work);
  } finally {
    for (const turn of taken) turn.leave();
  }
}

export function askerOf(principal: Principal): TurnOwner {
  return { key: principal.userId, isOutsider: !can(principal, "people.all") };
}
