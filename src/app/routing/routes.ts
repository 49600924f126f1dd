import type { z } from "zod";
import { type Action, can } from "@/core/access/policy";
import { authorize, type RefusedTarget } from "@/core/access/authorize";
import type { Principal, SignedIn } from "@/core/access/principal";
import { countAgainst, type Limit } from "@/core/limits";
import { answer, type Handler } from "./answer";
import { countByAddress, countTries } from "./by-address";
import { requireSignedIn } from "./caller";
import type { Entrance } from "./entrances";
import { readSent, type Sent, type Shape, takeIn } from "./sent";

/**
 * Every route under `/api` is declared as data, by one of the three functions below. All of them check in one order. So
 * nobody learns what is wrong with a request that they may not make, and no limit is counted before access is checked.
 *
 * 1. Who are you: 401. Then the bytes of the body are taken in, not parsed: 413.
 * 2. May you enter here: 404, or 403 with the code of a guest whose access has ended.
 * 3. May you do this at all: 403.
 * 4. How often: 429.
 * 5. Is what you sent valid: 400.
 * 6. Act. `core` checks access again, in the statement that changes something, whatever has happened meanwhile.
 * 7. May you still be served: a cut may have overtaken the request.
 * 8. The answer.
 *
 * If the body or query names the workspace, that field alone is read before 2. The size and type of a file are known
 * only while it arrives, in 6.
 *
 * On routes that are open to strangers, the limit of their address comes first. If only failures count, it comes after
 * 5.
 */
interface Declared<B extends z.ZodType, Q extends z.ZodType, K extends z.ZodType>
  extends Shape<B, Q, K> {
  /** The status of an answer that is no `Response`; 200 by default. */
  status?: number;
  /** The answer says that the sender's change is committed: it may be sent although a cut has overtaken the request. */
  saysCommitted?: boolean;
}

/** Everybody inside may do it. The statements of `core` decide what they see and reach. */
export type AnyoneInside = "anyoneInside";

/** A `Response` is sent as it is, anything else as JSON. */
type Answer = Promise<unknown>;

/** A route about something in a workspace, for those who may enter it. */
export function workspaceRoute<
  P extends string,
  M extends string = never,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  K extends z.ZodType = z.ZodUndefined,
>(
  route: Declared<B, Q, K> & {
    /** Which workspace, and what in the request names it. */
    enter: Entrance<P>;
    /** The other parameters in the path. */
    params?: readonly M[];
    /** The action of the policy. `core` decides what else it depends on. */
    may: Action | AnyoneInside;
    /** Counted for each person. */
    limit?: Limit;
    act: (principal: Principal, sent: Sent<P | M, B, Q, K>) => Answer;
  },
): Handler<P | M> {
  return answer(route, async ({ request, params }) => {
    const signedIn = await requireSignedIn(request);
    const body = await takeIn(request, route);
    const principal = await route.enter.enter(signedIn, { request, params, body });
    await assertMay(principal, route.may, () => route.enter.concerns?.(principal, params));
    if (route.limit) await countAgainst(route.limit, principal.userId);
    return route.act(principal, { request, params, ...readSent(request, body, route) });
  });
}

/** A route about oneself, or about no workspace yet. */
export function signedInRoute<
  P extends string = never,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  K extends z.ZodType = z.ZodUndefined,
>(
  route: Declared<B, Q, K> & {
    /** Throws if somebody may not do this at all. Without it, everybody who is signed in may. */
    may?: (signedIn: SignedIn) => Promise<void>;
    /** Counted for each person. */
    limit?: Limit;
    act: (signedIn: SignedIn, sent: Sent<P, B, Q, K>) => Answer;
  },
): Handler<P> {
  return answer(route, async ({ request, params }) => {
    const signedIn = await requireSignedIn(request);
    const body = await takeIn(request, route);
    await route.may?.(signedIn);
    if (route.limit) await countAgainst(route.limit, signedIn.userId);
    return route.act(signedIn, { request, params, ...readSent(request, body, route) });
  });
}

/** A route that is open to strangers too. */
export function openRoute<
  P extends string = never,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  K extends z.ZodType = z.ZodUndefined,
>(
  route: Declared<B, Q, K> & {
    params?: readonly P[];
    /** Throws if the route is closed to the sender. */
    enter?: (request: Request) => unknown;
    /**
     * Counted for each address on the network, before anything else: it bounds what strangers cost. `tries` counts what
     * is well-formed and fails, as a guessed password does.
     */
    limit?: Limit | { tries: Limit };
    act: (sent: Sent<P, B, Q, K>) => Answer;
  },
): Handler<P> {
  return answer(route, async ({ request, params }) => {
    const { limit } = route;
    if (typeof limit === "string") await countByAddress(limit, request);
    const body = await takeIn(request, route);
    await route.enter?.(request);
    const sent = { request, params, ...readSent(request, body, route) };
    const act = async () => route.act(sent);
    return typeof limit === "object" ? countTries(limit.tries, request, act) : act();
  });
}

/** @param concerns whom a refusal on record names; called only for such a refusal */
async function assertMay(
  principal: Principal,
  may: Action | AnyoneInside,
  concerns: () => Promise<RefusedTarget> | undefined,
): Promise<void> {
  if (may === "anyoneInside" || can(principal, may)) return;
  await authorize(principal, may, (await concerns()) ?? null);
}
