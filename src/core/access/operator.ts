import type { AuditDraft } from "./record";
import type { Principal } from "./principal";

/**
 * The person who runs the installation, on its command line. They have the database itself, so no rule of a workspace
 * can stop them. They are nobody in the workspace and have no session. Only `core/operator` makes one.
 */
export interface Operator {
  as: "operator";
  workspace: Principal["workspace"];
}

/** Who acts on others in a workspace. */
export type Actor = Principal | Operator;

export function isOperator(by: Actor): by is Operator {
  return by.as === "operator";
}

/** The person of the workspace whose own access is checked when they act; null for the operator. */
export function personIn(by: Actor): Principal | null {
  return isOperator(by) ? null : by;
}

/** Who did it, for the record. */
export function actorOf(by: Actor): AuditDraft["actor"] {
  return isOperator(by) ? "operator" : { id: by.userId, name: by.name };
}
