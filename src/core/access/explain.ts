import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { AppError, conflict, notFound, unauthenticated } from "../errors";
import { visible } from "./queries";
import { enterWorkspace, type Principal } from "./principal";

/**
 * Says why a guarded statement changed nothing: reads the principal's standing anew and returns the refusal
 * that fits, else that the thing was not found.
 */
export async function explainRefusal(
  principal: Principal,
  what: string,
  channelId?: string,
): Promise<AppError> {
  try {
    const [device] = await rows(sql`SELECT 1 FROM session
      WHERE id = ${principal.sessionId} AND expires_at > now()`);
    if (!device) return unauthenticated();
    const now = await enterWorkspace({ ...principal, email: "" }, principal.workspace.slug);
    if (channelId && now.id === principal.id && (await isArchived(now, channelId))) {
      return conflict("This channel is archived. Nobody can write in it any more.");
    }
    return notFound(what);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function isArchived(principal: Principal, channelId: string): Promise<boolean> {
  const found = await rows(sql`SELECT 1 FROM channel c
    WHERE c.id = ${channelId} AND c.archived_at IS NOT NULL AND ${visible(principal)}`);
  return found.length > 0;
}
