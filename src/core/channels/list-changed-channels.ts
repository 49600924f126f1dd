import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { ChangedChannels, Channel } from "@/lib/api-types";
import {
  differingGroups,
  groupOf,
  type Marks,
  markOwn,
  markShared,
  emptyMarks,
  type OwnPart,
  repliesOf,
  type SharedPart,
} from "@/lib/marks";
import { toIso } from "@/lib/to-iso";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { guestCounts, membershipWithChannel, seesPublic, hasAccess } from "../access/rules";
import { shareNextRead } from "../share-next-read";
import { sharedColumns } from "./channel-row";
import { countedGuests, listChannelsWhere } from "./list-channels";
import { MAX_COUNTED } from "./unread-count";

/**
 * As `listChannels`, but only the groups of channels that differ from what the caller knows. What is the same for
 * everybody is read once for all who reconnect at the same time. The cost of a person's own part depends on how many
 * channels they have joined.
 */
export async function listChangedChannels(
  principal: Principal,
  known: Marks,
): Promise<ChangedChannels> {
  const [shared, all] = await Promise.all([
    readShared(principal.workspace.id),
    readMemberships(principal),
  ]);
  const memberships = all.filter(({ kind }) => kind !== "direct");
  const hasDirects = memberships.length < all.length;
  const directs = hasDirects ? await listChannelsWhere(principal, sql`c.kind = 'direct'`) : [];
  const groups = differingGroups(markAll(principal, shared, memberships, directs), known);
  if (groups.length === 0) return { channels: [], groups };
  const wanted = new Set(groups);
  const ids = [...shared.channels.keys(), ...[...memberships, ...directs].map(({ id }) => id)];
  const changed = among(ids.filter((id) => wanted.has(groupOf(id))));
  const channels = await listChannelsWhere(principal, sql`c.id IN ${changed}`);
  return { channels, groups };
}

function markAll(
  principal: Principal,
  shared: SharedChannels,
  memberships: OwnPart[],
  directs: Channel[],
): Marks {
  const open = seesPublic(principal);
  const marks = open ? shared.ofPublic.slice() : emptyMarks();
  for (const membership of memberships) {
    const channel = shared.channels.get(membership.id);
    if (channel && !(open && isPublic(channel))) markShared(marks, channel);
    markOwn(marks, membership);
  }
  for (const direct of directs) {
    markShared(marks, direct);
    markOwn(marks, { ...direct, rev: direct.lastRev, replies: repliesOf(direct) });
  }
  return marks;
}

/** The shared part of all channels of a workspace, private ones too, without direct conversations. */
interface SharedChannels {
  channels: ReadonlyMap<string, SharedPart>;
  /** The marks of all public channels. */
  ofPublic: Marks;
}

const isPublic = ({ visibility }: SharedPart) => visibility === "public";

const readShared = shareNextRead(async (workspaceId: string): Promise<SharedChannels> => {
  const { id, name, topic, visibility, archivedAt, memberCount } = sharedColumns;
  const found = await rowsOf(
    { id, name, topic, visibility, archivedAt, memberCount, guestCount: countedGuests },
    (list) => sql`SELECT ${list} FROM channel c
      LEFT JOIN ${guestCounts(workspaceId)} guests ON guests.channel_id = c.id
      WHERE c.workspace_id = ${workspaceId} AND c.kind <> 'direct'`,
  );
  const ofPublic = emptyMarks();
  const channels = new Map<string, SharedPart>();
  for (const row of found) {
    const channel = { ...row, people: [], archivedAt: row.archivedAt && toIso(row.archivedAt) };
    channels.set(row.id, channel);
    if (isPublic(channel)) markShared(ofPublic, channel);
  }
  return { channels, ofPublic };
});

interface Membership extends OwnPart {
  kind: Channel["kind"];
}

const membershipColumns = {
  id: sql<string>`c.id`,
  kind: sharedColumns.kind,
  rev: sql<number>`c.last_rev`,
  lastReadSeq: sql<number>`cm.last_read_seq`,
  muted: sql<boolean>`cm.muted_at IS NOT NULL`,
  starred: sql<boolean>`cm.starred_at IS NOT NULL`,
  historyFrom: sql<string | null>`cm.history_from`,
  expiresAt: sql<string | null>`cm.expires_at`,
  replies: sql<number>`coalesce(r.count, 0)`,
  lastReply: sql<number>`coalesce(r.last, 0)`,
};

async function readMemberships(principal: Principal): Promise<Membership[]> {
  const { userId, workspace } = principal;
  const found = await rowsOf(
    membershipColumns,
    (list) => sql`SELECT ${list} FROM ${membershipWithChannel}
    LEFT JOIN (
      SELECT t.channel_id, count(*)::int AS count, max(t.seq) AS last FROM mention t
      JOIN message x ON x.channel_id = t.channel_id AND x.seq = t.seq AND x.deleted_at IS NULL
      JOIN channel c ON c.id = t.channel_id AND ${readable(principal, sql`x`)}
      JOIN thread_follow f ON f.message_id = t.thread_id AND f.user_id = t.user_id AND f.following
      WHERE t.user_id = ${userId} AND t.thread_id IS NOT NULL GROUP BY t.channel_id) r
      ON r.channel_id = c.id
    WHERE cm.user_id = ${userId} AND c.workspace_id = ${workspace.id} AND ${hasAccess(principal)}`,
  );
  return found.map(({ replies, lastReply, historyFrom, expiresAt, ...membership }) => ({
    ...membership,
    historyFrom: historyFrom && toIso(historyFrom),
    expiresAt: expiresAt && toIso(expiresAt),
    replies: { count: Math.min(replies, MAX_COUNTED), last: lastReply },
  }));
}
