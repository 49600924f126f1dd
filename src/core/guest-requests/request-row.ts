import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { guestRequest } from "@/db/schema";
import type { GuestRequest } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { personOf } from "../access/names/kept-names";
import { isMember } from "../access/people-rules";
import { seesChannel } from "../access/rules";

const r = alias(guestRequest, "r");

/** Columns of request `r`, asked by `a` and decided by `d`. */
const requestColumns = {
  id: r.id,
  email: r.email,
  name: r.name,
  channelIds: r.channelIds,
  /** Those of the channels that the person who asked can see: an admin may have given others. */
  askerSees: sql<string[]>`coalesce((SELECT json_agg(c.id) FROM channel c
    WHERE c.workspace_id = r.workspace_id AND c.id IN (SELECT jsonb_array_elements_text(r.channel_ids))
      AND ${seesChannel(sql`r.asked_by`, isMember(sql`r.workspace_id`, sql`r.asked_by`))}), '[]'::json)`,
  reason: r.reason,
  accessHours: r.accessHours,
  status: r.status,
  askedBy: sql<GuestRequest["askedBy"]>`json_build_object('id', a.id, 'name', a.name)`,
  decidedBy: sql<GuestRequest["decidedBy"]>`CASE WHEN d.id IS NOT NULL
    THEN json_build_object('id', d.id, 'name', d.name) END`,
  declineReason: r.declineReason,
  createdAt: r.createdAt,
  decidedAt: r.decidedAt,
};

type RequestRow = RowOf<typeof requestColumns>;

/** A request, as admins see it and as the person who asked does. */
export interface FoundRequest {
  forAdmins: GuestRequest;
  forAsker: GuestRequest;
}

/**
 * Reads requests for guests, newest first.
 * @param where the condition on request `r`
 */
export async function readRequests(where: SQL, limit = 1): Promise<FoundRequest[]> {
  const found = await rowsOf(
    requestColumns,
    (list) => sql`SELECT ${list} FROM guest_request r
      JOIN LATERAL ${personOf(sql`r.workspace_id`, sql`r.asked_by`)} a ON true
      LEFT JOIN LATERAL ${personOf(sql`r.workspace_id`, sql`r.decided_by`)} d ON true
      WHERE ${where} ORDER BY r.id DESC LIMIT ${limit}`,
  );
  return found.map((row) => {
    const forAdmins = toRequest(row);
    const channelIds = forAdmins.channelIds.filter((id) => row.askerSees.includes(id));
    return { forAdmins, forAsker: { ...forAdmins, channelIds } };
  });
}

function toRequest({ askerSees: _, createdAt, decidedAt, ...row }: RequestRow): GuestRequest {
  return { ...row, createdAt: toIso(createdAt), decidedAt: decidedAt && toIso(decidedAt) };
}
