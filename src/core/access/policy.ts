import type { Action, MemberRole, Role } from "@/lib/api-types";
import { forbidden } from "../errors";

export type { Action, Role };

/**
 * Who may do what, as data. Whether somebody can see the channel in question is decided by the statements in
 * `guards.ts`, together with the change itself.
 */
const ALLOWED = {
  "workspace.create": ["owner"],
  "origins.read": ["owner"],
  "workspace.change": ["owner", "admin"],
  "channel.create": ["owner", "admin", "member"],
  "channel.join": ["owner", "admin", "member"],
  "channel.change": ["owner", "admin", "member"],
  "channel.archive": ["owner", "admin"],
  "channel.addPerson": ["owner", "admin", "member"],
  "channel.removePerson": ["owner", "admin"],
  "message.send": ["owner", "admin", "member", "guest"],
  "message.mentionAll": ["owner", "admin", "member"],
  "message.pin": ["owner", "admin", "member"],
  "message.moderate": ["owner", "admin"],
  "people.all": ["owner", "admin", "member"],
  "guest.ask": ["owner", "admin", "member"],
  "guest.manage": ["owner", "admin"],
  "ownAccess.read": ["guest"],
  "ownAccess.takeOut": ["guest"],
  "member.invite": ["owner", "admin"],
  "member.manage": ["owner", "admin"],
  "workspace.export": ["owner"],
  "workspace.signOut": ["owner"],
  "workspace.import": ["owner"],
  "audit.read": ["owner", "admin"],
} as const satisfies Record<Action, readonly Role[]>;

/** What admins and owners do with people, access and the workspace. An attempt by anybody else goes on record. */
const ON_RECORD: ReadonlySet<Action> = new Set<Action>([
  "workspace.change",
  "workspace.export",
  "workspace.import",
  "workspace.signOut",
  "guest.manage",
  "member.invite",
  "member.manage",
  "audit.read",
]);

export const ACTIONS = Object.keys(ALLOWED) as Action[];

/** Whether somebody with this role in a workspace may do this there. */
export function can(principal: { as: Role }, action: Action): boolean {
  return (ALLOWED[action] as readonly Role[]).includes(principal.as);
}

/** All that somebody with this role may do. Pages get this list and conclude nothing from the role. */
export function actionsOf(principal: { as: Role }): Action[] {
  return ACTIONS.filter((action) => can(principal, action));
}

/** @throws AppError FORBIDDEN */
export function assertCan(principal: { as: Role }, action: Action): void {
  if (!can(principal, action)) throw forbidden();
}

/** Whether a refused attempt goes on record. */
export function isOnRecord(action: Action): boolean {
  return ON_RECORD.has(action);
}

/** Only an owner may make, change or remove an owner. */
export function mayChangeMember(
  principal: { as: Role },
  target: { from: MemberRole; to: MemberRole | null },
): boolean {
  const concernsOwner = target.from === "owner" || target.to === "owner";
  return can(principal, "member.manage") && (!concernsOwner || principal.as === "owner");
}
