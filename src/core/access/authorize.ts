import { logger } from "@/lib/logger";
import { recordTogether } from "./record-together";
import { forbidden } from "../errors";
import { OnceAMinute } from "./once-a-minute";
import { type Actor, isOperator } from "./operator";
import { type Action, can, isOnRecord } from "./policy";
import type { Principal } from "./principal";

/** Refused attempts are recorded once a minute per person and action: a flood of them must not fill the log. */
const denied = new OnceAMinute();

/** Whom or what an attempt was about. */
export interface RefusedTarget {
  type: "guest" | "member" | "invite";
  id: string;
  name: string;
}

/**
 * Returns if the principal may do this, else throws. A refused attempt at an admin's action goes on record. The
 * operator may do everything.
 * @throws AppError FORBIDDEN
 */
export async function authorize(
  principal: Actor,
  action: Action,
  target: RefusedTarget | null = null,
): Promise<void> {
  if (isOperator(principal) || can(principal, action)) return;
  if (isOnRecord(action)) await recordRefusal(principal, action, target);
  throw forbidden();
}

/**
 * Puts a refused attempt on record, outside of any transaction. If that fails, the attempt is refused all the same and
 * is recorded the next time.
 */
export async function recordRefusal(
  principal: Principal,
  action: Action,
  target: RefusedTarget | null,
): Promise<void> {
  const key = `${principal.id} ${action} ${target?.id ?? ""}`;
  if (!denied.isDue(key)) return;
  const { workspace } = principal;
  try {
    await recordTogether({
      workspaceId: workspace.id,
      actor: { id: principal.userId, name: principal.name },
      action: "access.denied",
      target: target ?? { type: "workspace", id: workspace.id, name: workspace.name },
      data: { attempted: action, as: principal.as },
    });
  } catch (error) {
    denied.forget(key);
    logger().error({ err: error, attempted: action }, "a refused attempt is not on record");
  }
}
