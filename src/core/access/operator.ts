import type { AuditDraft } from "./record";
import type { Principal } from "./principal";

/**
 * Whoever runs the installation, from its command line. They have its database, so that no rule of a workspace keeps
 * them from anything; they are nobody of the workspace and have no session. Only `core/operator` makes one.
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

/** Somebody of the workspace, whose own standing is looked at when they act; null for the operator. */
export function personIn(by: Actor): Principal | null {
  return isOperator(by) ? null : by;
}

/** Who did it, for the record. */
export function actorOf(by: Actor): AuditDraft["actor"] {
  return isOperator(by) ? "operator" : { id: by.userId, name: by.name };
}
