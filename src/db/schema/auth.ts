import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { GuestHistory, WhenSponsorLeaves } from "@/lib/api-types";
import { at } from "./at";

/** The tables that better-auth reads and writes. It defines their columns. */

export const user = pgTable(
  "user",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique(),
    emailVerified: boolean("email_verified").notNull().default(false),
    /** The id of their picture's bytes in the file store. */
    image: text("image"),
    /** What they want to be notified of: see `NotifyFor`. */
    notifyFor: text("notify_for").notNull().default("mentions"),
    /** The time zone of the browser that they used last, such as `Europe/Berlin`. Null until it is known. */
    timeZone: text("time_zone"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("user_image_idx").on(t.image).where(sql`${t.image} is not null`)],
);

export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    token: text("token").notNull().unique(),
    expiresAt: at("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    activeOrganizationId: text("active_organization_id"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("session_user_idx").on(t.userId)],
);

export const account = pgTable(
  "account",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: at("access_token_expires_at"),
    refreshTokenExpiresAt: at("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("account_user_idx").on(t.userId)],
);

export const verification = pgTable(
  "verification",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("verification_identifier_idx").on(t.identifier)],
);

/** A workspace. */
export const organization = pgTable("organization", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  /** The id of its icon's bytes in the file store. */
  logo: text("logo"),
  metadata: text("metadata"),
  /** Whether guests may have direct conversations with people they share a channel with. */
  guestDirect: boolean("guest_direct").notNull().default(false),
  /** What an invitation gives of a channel's history, where it says nothing else. */
  guestHistory: text("guest_history").$type<GuestHistory>().notNull().default("all"),
  /** No guest is given access for longer than this many days. Null: there is no limit. */
  guestMaxDays: integer("guest_max_days"),
  /** Guests have an address of one of these domains, in small letters. Empty: any address. */
  guestDomains: jsonb("guest_domains").$type<string[]>().notNull().default([]),
  /** Whether members may ask for a guest. */
  memberRequests: boolean("member_requests").notNull().default(true),
  /** What happens to the guests of a sponsor who leaves: admins decide, or the guests are locked. */
  whenSponsorLeaves: text("when_sponsor_leaves")
    .$type<WhenSponsorLeaves>()
    .notNull()
    .default("ask"),
  /** Whether guests may take along what they wrote and shared themselves. */
  guestTakeout: boolean("guest_takeout").notNull().default(true),
  /** Whether a guest whose access has ended is told the e-mail address of their sponsor. */
  showSponsorEmail: boolean("show_sponsor_email").notNull().default(true),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const member = pgTable(
  "member",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role").notNull().default("member"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("member_workspace_user_idx").on(t.organizationId, t.userId),
    index("member_user_idx").on(t.userId),
  ],
);

/**
 * Required by better-auth's organization plugin, and unused: its endpoints are closed, our invitations are in `invite`.
 */
export const invitation = pgTable("invitation", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" }),
  email: text("email").notNull(),
  role: text("role"),
  status: text("status").notNull().default("pending"),
  expiresAt: at("expires_at").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  inviterId: text("inviter_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" }),
});
