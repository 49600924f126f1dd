import { z } from "zod";
import { listKnownNodes, nodeId } from "@/core/access/nodes";
import type { Io } from "../socket/io";
import { ask } from "./nodes";

/** A node that answers later is not waited for: it is busy, or away. */
const COUNT_LIMIT_MS = 400;

const counted = z.array(z.int().min(0));

/** How many connections the other nodes have of each of these keys, of those that answer in time. */
export async function countPlacesElsewhere(io: Io, keys: string[]): Promise<number[]> {
  const others = listKnownNodes().filter((node) => node !== nodeId());
  const answers = await ask<unknown>(io, "places", keys, others, COUNT_LIMIT_MS);
  const sums = keys.map(() => 0);
  for (const answer of answers.values()) {
    // A node of the last version does not know the question.
    const counts = counted.safeParse(answer).data ?? [];
    for (const [n, count] of counts.entries()) sums[n] = (sums[n] ?? 0) + count;
  }
  return sums;
}
