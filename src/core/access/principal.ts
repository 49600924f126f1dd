import { EXPIRED_REASON, LOCKED_REASON } from "@/lib/lock-reasons";
import { AppError } from "../errors";
import type { Role } from "./policy";

/** A person who has proved who they are, on one device. It says nothing about workspaces. */
export interface SignedIn {
  userId: string;
  name: string;
  email: string;
  sessionId: string;
}

/** A signed-in person inside one workspace: what every function of `core` takes first. */
export interface Principal {
  /** Id of their `member` or `guest` row. */
  id: string;
  as: Role;
  userId: string;
  name: string;
  sessionId: string;
  workspace: { id: string; slug: string; name: string };
}

export function guestLocked(reason: string | null): AppError {
  return new AppError(
    "GUEST_LOCKED",
    "Your access to this workspace has been revoked. Please contact a workspace admin.",
    { reason: reason ?? LOCKED_REASON },
  );
}

export function guestExpired(): AppError {
  return new AppError(
    "GUEST_EXPIRED",
    "Your access to this workspace has ended. Please contact a workspace admin.",
    { reason: EXPIRED_REASON },
  );
}
