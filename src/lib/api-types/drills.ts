/** The figures of a drill: a made-up guest was let in on every node, written to, revoked and watched. */
export interface Drill {
  id: string;
  /** When the made-up guest was revoked, or when it was certain that the drill could not be finished. */
  at: string;
  /** Every node confirmed, nothing was delivered afterwards, and it stayed within the limit. */
  ok: boolean;
  /** Connections of the made-up guest that were found and cut. */
  connections: number;
  /** A node confirms when its connection was let in, got the message, was cut and closed. */
  nodes: { expected: number; confirmed: number };
  /** From the request for the revocation to its answer. Null: the drill could not be finished. */
  answeredMs: number | null;
  /** From the request for the revocation until the last connection was gone. Null: one was not seen to close. */
  lastClosedMs: number | null;
  /** Messages that were written after the revocation and reached a connection all the same. */
  deliveredAfter: number;
  /** `DRILL_LIMIT_MS` when it ran. */
  limitMs: number;
}

export interface DrillList {
  /** Newest first: those of this workspace, of the operator and of the schedule. */
  drills: Drill[];
}
