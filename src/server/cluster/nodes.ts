import { randomUUID } from "node:crypto";
import { z } from "zod";
import { listLivingNodes, nodeId } from "@/core/access/nodes";
import type { CutNotice, CutReport, GatesCut } from "@/core/realtime";
import { logger } from "@/lib/logger";
import { cutHere } from "../socket/cut";
import type { Io } from "../socket/io";
import { countHere, widenHere } from "../socket/local";
import { answerPlaces } from "../socket/places";
import { isBusReady } from "./redis";

/** How long to wait for the other nodes. The answer to a revocation must be sent within three seconds. */
const CUT_LIMIT_MS = 1_800;

const notice = z.discriminatedUnion("event", [
  z.object({ event: z.literal("guest:locked"), reason: z.string() }),
  z.object({ event: z.literal("access:changed"), code: z.string() }),
]) as unknown as z.ZodType<CutNotice>;
const gatesCut = z.object({ rooms: z.array(z.string()), notice });
const cutPayload = z.union([gatesCut, z.object({ cuts: z.array(gatesCut) })]);
const widenPayload = z.array(z.object({ workspaceId: z.string(), userId: z.string() }));
const countPayload = z.array(z.string());

type Kind = "cut" | "widen" | "count" | "places" | "drill" | "recover";

/** Questions of this node that wait for answers, by id. */
const waiting = new Map<string, (node: string, value: unknown) => void>();

/** What the other nodes ask of this one in a drill. */
type Rehearse = (io: Io, payload: unknown) => Promise<number | null>;

/** Makes this node answer the others. */
export function joinCluster(io: Io, recover: () => void, rehearse: Rehearse): void {
  io.on("node:ask", (question) => {
    if (question.kind === "recover") return recover();
    const { kind, payload } = question;
    const answered = kind === "drill" ? rehearse(io, payload) : answerQuestion(io, kind, payload);
    answered
      .then((value) => {
        io.serverSideEmit("node:answer", {
          id: question.id,
          to: question.from,
          node: nodeId(),
          value,
        });
      })
      .catch((error: unknown) =>
        logger().error({ err: error, kind: question.kind }, "question failed"),
      );
  });
  io.on("node:answer", ({ id, to, node, value }) => {
    if (to === nodeId()) waiting.get(id)?.(node, value);
  });
}

async function answerQuestion(io: Io, kind: string, payload: unknown): Promise<unknown> {
  if (kind === "cut") {
    const asked = cutPayload.parse(payload);
    return cutHere(io, "cuts" in asked ? asked.cuts : [asked]);
  }
  if (kind === "widen") {
    await widenHere(io, widenPayload.parse(payload));
    return null;
  }
  const asked = countPayload.parse(payload);
  return kind === "places" ? answerPlaces(asked) : countHere(io, asked);
}

/**
 * Cuts on this node first, then on every other node, and compares the answers with the registry of nodes. However many
 * people are cut, the others are asked once and each answers once.
 */
export async function cutEverywhere(io: Io, cuts: GatesCut[]): Promise<CutReport> {
  const here = cutHere(io, cuts);
  const question = describeCuts(cuts);
  const others = await listOthers().catch((error: unknown) => {
    // We do not know who must confirm, but we still tell everybody who can be reached.
    void ask(io, "cut", question, [], 0);
    throw error;
  });
  const answers = await ask<number>(io, "cut", question, others, CUT_LIMIT_MS);
  const confirmed = others.filter((id) => answers.has(id)).length + 1;
  return {
    connections: [...answers.values()].reduce((sum, found) => sum + found, await here),
    nodes: { expected: others.length + 1, confirmed },
    confirmed: confirmed === others.length + 1,
  };
}

/**
 * One notice for all has the form that nodes of the last version know too. They do not understand several notices, and
 * so do not confirm them.
 */
function describeCuts(cuts: GatesCut[]): GatesCut | { cuts: GatesCut[] } {
  const [only, ...more] = cuts;
  return only && more.length === 0 ? only : { cuts };
}

/** The living nodes except this one. */
export async function listOthers(): Promise<string[]> {
  return (await listLivingNodes()).filter((id) => id !== nodeId());
}

/** Makes people's connections join what they gained. It waits for this node, but not for the others. */
export async function widenEverywhere(
  io: Io,
  people: { workspaceId: string; userId: string }[],
): Promise<void> {
  await widenHere(io, people);
  void ask(io, "widen", people, [], 0);
}

/** Tells the other nodes that they may have missed what this node published. */
export function askToRecover(io: Io): void {
  void ask(io, "recover", null, [], 0);
}

/**
 * Asks the other nodes and collects their answers by node id, until all of `expected` have answered or the time is up.
 * Without Redis nobody can be asked, and it returns at once.
 */
export function ask<T>(
  io: Io,
  kind: Kind,
  payload: unknown,
  expected: string[],
  limitMs: number,
): Promise<Map<string, T>> {
  const answers = new Map<string, T>();
  if (!isBusReady()) return Promise.resolve(answers);
  return new Promise((resolve) => {
    const id = randomUUID();
    const missing = new Set(expected);
    const finish = () => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(answers);
    };
    const timer = setTimeout(finish, limitMs);
    waiting.set(id, (node, value) => {
      answers.set(node, value as T);
      missing.delete(node);
      if (missing.size === 0) finish();
    });
    io.serverSideEmit("node:ask", { id, from: nodeId(), kind, payload });
    if (missing.size === 0) finish();
  });
}
