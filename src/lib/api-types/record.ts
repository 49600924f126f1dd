import type { AuditAction } from "../audit-kinds";
import type { Receipt } from "./guests";

export interface AuditEvent {
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  action: AuditAction;
  target: {
    type: "guest" | "member" | "user" | "invite" | "request" | "workspace";
    id: string;
    name: string;
  };
  data: Record<string, unknown> & { receipt?: Receipt; reason?: string | null };
}

/** A page of the audit log, newest first. `next` asks for the page after it. */
export interface AuditPage {
  events: AuditEvent[];
  next: string | null;
}
