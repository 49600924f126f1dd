import { z } from "zod";
import { nodeId } from "@/core/access/nodes";
import type { DrillStep } from "@/core/realtime";
import { logger } from "@/lib/logger";
import type { Io } from "../socket/io";
import { drillQuestion, stepHere } from "../socket/made-up-guest";
import { ask } from "./nodes";

/** Answers of other nodes may be under way when their time is up. */
const UNDER_WAY_MS = 200;

const counted = z.int().min(0).nullable();

/**
 * Has each of these nodes take one step of a drill.
 * @returns what the nodes that did it in time counted, by node
 */
export async function rehearseEverywhere(
  io: Io,
  step: DrillStep,
  drillId: string,
  nodes: string[],
  limitMs: number,
): Promise<Map<string, number>> {
  const question = { step, drillId, nodes, limitMs };
  const others = nodes.filter((id) => id !== nodeId());
  const asking =
    others.length > 0
      ? ask<unknown>(io, "drill", question, others, limitMs + UNDER_WAY_MS)
      : Promise.resolve(new Map<string, unknown>());
  const answers = new Map(
    nodes.includes(nodeId()) ? [[nodeId(), await rehearseHere(io, question)]] : [],
  );
  for (const [node, answer] of await asking) {
    const parsed = counted.safeParse(answer);
    if (parsed.success && others.includes(node)) answers.set(node, parsed.data);
  }
  return new Map([...answers].flatMap(([node, late]) => (late === null ? [] : [[node, late]])));
}

/** Takes a step on this node. @returns null where it was not asked, or did not do it in time */
export async function rehearseHere(io: Io, payload: unknown): Promise<number | null> {
  const question = drillQuestion.parse(payload);
  if (!question.nodes.includes(nodeId())) return null;
  try {
    return await stepHere(io, question);
  } catch (error) {
    logger().warn({ err: error, step: question.step }, "a step of a drill failed");
    return null;
  }
}
