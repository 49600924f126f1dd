import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";
import { channel } from "./channel";

/** An outsider admitted to some channels of one workspace. Expiry is computed from `expiresAt`; no flag stores it. */
export const guest = pgTable(
  "guest",
  {
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    invitedBy: text("invited_by")
      .notNull()
      .references(() => user.id),
    expiresAt: at("expires_at"),
    /** The `expiresAt` for which an audit event was written, so that each expiry is recorded once. */
    expiryRecorded: at("expiry_recorded"),
    lockedAt: at("locked_at"),
    lockedBy: text("locked_by").references(() => user.id),
    lockReason: text("lock_reason"),
    lastSeenAt: at("last_seen_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("guest_workspace_user_idx").on(t.workspaceId, t.userId),
    index("guest_user_idx").on(t.userId),
    index("guest_invited_by_idx").on(t.invitedBy),
    index("guest_expires_idx").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);

/** An invitation by link, for a guest or (without channels) for a member. */
export const invite = pgTable(
  "invite",
  {
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    /** SHA-256 of the token, in hex. The link itself is shown once and never stored. */
    tokenHash: text("token_hash").notNull().unique(),
    role: text("role").notNull(),
    email: text("email"),
    expiresAt: at("expires_at"),
    accessHours: integer("access_hours"),
    maxUses: integer("max_uses").notNull().default(1),
    uses: integer("uses").notNull().default(0),
    linkExpiresAt: at("link_expires_at").notNull(),
    withdrawnAt: at("withdrawn_at"),
    /** When the link was mailed, and shown to nobody: so its use proves the address. Null: the link was shown. */
    mailedAt: at("mailed_at"),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [index("invite_workspace_idx").on(t.workspaceId)],
);

export const inviteChannel = pgTable(
  "invite_channel",
  {
    inviteId: text("invite_id")
      .notNull()
      .references(() => invite.id, { onDelete: "cascade" }),
    channelId: text("channel_id")
      .notNull()
      .references(() => channel.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.inviteId, t.channelId] })],
);
