import { boolean, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { user } from "./auth";

/**
 * The link by which a person may set a new password: one by mail and one that was
 * given, so that a newer one takes the place of an older. They go with the use of either.
 */
export const passwordLink = pgTable(
  "password_link",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /** Whether it went by mail: anybody can ask for that who knows the address, and must not void what was given. */
    mailed: boolean("mailed").notNull().default(false),
    /** SHA-256 of the token, in hex: the link itself is told once and kept nowhere. */
    tokenHash: text("token_hash").notNull().unique(),
    /** Their address when it was made: with another one it is void. */
    email: text("email").notNull(),
    /** SHA-256 of what was kept of their password then, in hex; null when they had none. With another it is void. */
    formerPassword: text("former_password"),
    /** The admin who was shown it; null where it went to its owner, or to whoever runs the server. */
    madeBy: text("made_by").references(() => user.id, { onDelete: "cascade" }),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.mailed] })],
);
