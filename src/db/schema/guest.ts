import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { GuestHistory, GuestRequest } from "@/lib/api-types";
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
    /** The member who answers for the guest. Null: an admin has to name one. */
    sponsorId: text("sponsor_id").references(() => user.id),
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
    index("guest_sponsor_idx").on(t.sponsorId),
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
    /** Only people with an address of one of these domains may use it, in small letters. Null: anybody. */
    domains: jsonb("domains").$type<string[]>(),
    /** The member who answers for the guests who come by it. Null: the person who made it. */
    sponsorId: text("sponsor_id").references(() => user.id),
    expiresAt: at("expires_at"),
    accessHours: integer("access_hours"),
    maxUses: integer("max_uses").notNull().default(1),
    uses: integer("uses").notNull().default(0),
    linkExpiresAt: at("link_expires_at").notNull(),
    withdrawnAt: at("withdrawn_at"),
    /** When the link was mailed, and shown to nobody: so its use proves the address. Null: the link was shown. */
    mailedAt: at("mailed_at"),
    /** When its maker was told that it is about to end. */
    endingToldAt: at("ending_told_at"),
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
    history: text("history").$type<GuestHistory>().notNull().default("all"),
    /** When access to this channel ends. Null: with the guest's access. */
    expiresAt: at("expires_at"),
  },
  (t) => [primaryKey({ columns: [t.inviteId, t.channelId] })],
);

/** A member asks for a guest; an admin decides once. */
export const guestRequest = pgTable(
  "guest_request",
  {
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    name: text("name"),
    /** The channels asked for; after an approval, those that were given. */
    channelIds: jsonb("channel_ids").$type<string[]>().notNull(),
    reason: text("reason"),
    accessHours: integer("access_hours"),
    status: text("status").$type<GuestRequest["status"]>().notNull().default("open"),
    askedBy: text("asked_by")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    decidedBy: text("decided_by").references(() => user.id),
    decidedAt: at("decided_at"),
    /** The admin's word to the person who asked, where the request was declined. */
    declineReason: text("decline_reason"),
    inviteId: text("invite_id").references(() => invite.id, { onDelete: "set null" }),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("guest_request_workspace_idx").on(t.workspaceId, t.createdAt),
    index("guest_request_asked_by_idx").on(t.askedBy),
  ],
);

/**
 * That a guest or their sponsor was reminded of the end of an access, or of the time in one channel, or knew it already.
 * Nodes race for the row: the one that inserts it sends the reminder, so it is sent once. If the end is moved, there is a
 * reminder of the new end too.
 */
export const reminder = pgTable(
  "reminder",
  {
    guestId: text("guest_id")
      .notNull()
      .references(() => guest.id, { onDelete: "cascade" }),
    recipient: text("recipient").$type<"guest" | "sponsor">().notNull(),
    /** The channel that ends by itself. Null: the whole access ends. */
    channelId: text("channel_id").references(() => channel.id, { onDelete: "cascade" }),
    /** The end that it reminds of. */
    expiresAt: at("expires_at").notNull(),
    daysBefore: integer("days_before").notNull(),
    sentAt: at("sent_at").notNull(),
  },
  (t) => [
    unique("reminder_once")
      .on(t.guestId, t.recipient, t.expiresAt, t.daysBefore, t.channelId)
      .nullsNotDistinct(),
  ],
);
