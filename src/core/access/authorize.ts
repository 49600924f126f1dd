import { recordEvent } from "../audit/record-event";
import { forbidden } from "../errors";
import { type Action, can } from "./policy";
import type { Principal } from "./principal";

/** Refused attempts are recorded once a minute per person and action: a storm must not fill the log. */
const QUIET_MS = 60_000;
const lastDenied = new Map<string, number>();

/**
 * Lets the principal pass, or puts the refused attempt on record.
 * @throws AppError FORBIDDEN
 */
export async function authorize(
  principal: Principal,
  action: Action,
  target: { type: "guest" | "member" | "invite"; id: string; name: string } | null = null,
): Promise<void> {
  if (can(principal, action)) return;
  if (isNews(`${principal.id} ${action} ${target?.id ?? ""}`)) {
    const { workspace } = principal;
    await recordEvent({
      workspaceId: workspace.id,
      actor: { id: principal.userId, name: principal.name },
      action: "access.denied",
      target: target ?? { type: "workspace", id: workspace.id, name: workspace.name },
      data: { attempted: action, as: principal.as },
    });
  }
  throw forbidden();
}

function isNews(key: string): boolean {
  const now = Date.now();
  const last = lastDenied.get(key);
  if (last !== undefined && now - last < QUIET_MS) return false;
  if (lastDenied.size > 10_000) lastDenied.clear();
  lastDenied.set(key, now);
  return true;
}
