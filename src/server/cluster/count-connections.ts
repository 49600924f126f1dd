import { z } from "zod";
import type { LiveCount } from "@/core/realtime";
import { logger } from "@/lib/logger";
import type { Io } from "../socket/io";
import { type Counted, countHere } from "../socket/local";
import { ask, listOthers } from "./nodes";
import { isBusReady } from "./redis";

const COUNT_LIMIT_MS = 400;

/** What a node answers. */
const counted: z.ZodType<Counted> = z.record(
  z.string(),
  z.object({ connections: z.int().min(0), sessions: z.array(z.string()) }),
);

/**
 * Live connections and devices of guests, by guest id, over all nodes that answer in time. A device with tabs on two
 * nodes counts once: so nodes send session ids instead of counts.
 */
export async function countEverywhere(io: Io, guestIds: string[]): Promise<Map<string, LiveCount>> {
  const answers = [countHere(io, guestIds)];
  if (guestIds.length > 0 && isBusReady()) answers.push(...(await askOthers(io, guestIds)));
  return new Map(guestIds.map((id) => [id, sumUp(answers.map((answer) => answer[id]))]));
}

async function askOthers(io: Io, guestIds: string[]): Promise<Counted[]> {
  const others = await listOthers();
  const answers = await ask<unknown>(io, "count", guestIds, others, COUNT_LIMIT_MS);
  return [...answers].flatMap(([node, answer]) => {
    const parsed = counted.safeParse(answer);
    if (parsed.success) return [parsed.data];
    logger().warn({ node }, "a node has answered in an unknown format: it runs another version");
    return [];
  });
}

function sumUp(parts: (Counted[string] | undefined)[]): LiveCount {
  const found = parts.filter((part) => part !== undefined);
  return {
    connections: found.reduce((sum, { connections }) => sum + connections, 0),
    devices: new Set(found.flatMap(({ sessions }) => sessions)).size,
  };
}
