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
 * Every address under `/api` is declared as data, with one of the three functions below, and all of them keep one
 * order. So nobody learns what is wrong in a request that they may not make, and no limit stands before access.
 *
 *  1. Who are you: 401. The bytes of the body are taken in then, unread: 413.
 *  2. May you enter here: 404, and 403 with the code of a guest whose access has ended.
 *  3. May you do this at all: 403.
 *  4. How often: 429.
 *  5. Is what you sent right: 400.
 *  6. Act. `core` asserts on its own, in the statement that changes: whatever has happened meanwhile.
 *  7. May you still be served: a cut may have overtaken the request.
 *  8. The answer.
 *
 * What names the workspace in a body or a query is read before 2, and nothing else of it. How large and of what kind a
 * file is, is known only while it comes, in 6.
 */
interface Declared<B extends z.ZodType, Q extends z.ZodType, K extends z.ZodType>
  extends Shape<B, Q, K> {
  /** The status of an answer that is no `Response`; 200 where nothing is said. */
  status?: number;
  /** The answer tells the sender that what they sent is committed: it may leave although a cut has overtaken it. */
  saysCommitted?: boolean;
}

/** Whoever is inside may do it: what they see and reach is decided by what `core` reads. */
export type AnyoneInside = "anyoneInside";

/** A `Response` as it is, anything else as JSON. */
type Answer = Promise<unknown>;

/** An address that is about something in a workspace, for those who may enter there. */
export function workspaceRoute<
  P extends string,
  M extends string = never,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  K extends z.ZodType = z.ZodUndefined,
>(
  route: Declared<B, Q, K> & {
    /** Into which workspace, and by what of it. */
    enter: Entrance<P>;
    /** What else the address names. */
    params?: readonly M[];
    /** The action of the policy that this is. What else it depends on is decided by `core`. */
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

/** An address that is about oneself, or about no workspace yet. */
export function signedInRoute<
  P extends string = never,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  K extends z.ZodType = z.ZodUndefined,
>(
  route: Declared<B, Q, K> & {
    /** Throws where somebody may not do this at all. Without it everybody who is signed in may. */
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

/** An address for strangers too. */
export function openRoute<
  P extends string = never,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  K extends z.ZodType = z.ZodUndefined,
>(
  route: Declared<B, Q, K> & {
    params?: readonly P[];
    /** Throws where the address is closed to whoever asks. */
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

/** @param concerns whom a refusal on record names; asked only where there is one */
async function assertMay(
  principal: Principal,
  may: Action | AnyoneInside,
  concerns: () => Promise<RefusedTarget> | undefined,
): Promise<void> {
  if (may === "anyoneInside" || can(principal, may)) return;
  await authorize(principal, may, (await concerns()) ?? null);
}
