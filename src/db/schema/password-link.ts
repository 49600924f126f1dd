import { boolean, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { user } from "./auth";

/**
 * The links by which a user may set a new password: at most one sent by mail and one shown to an admin or the operator.
 * A newer one replaces an older one of its kind. The use of either deletes both.
 */
export const passwordLink = pgTable(
  "password_link",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /**
     * Whether it went by mail. Anybody who knows the address can ask for that, and must not replace a link that was
     * shown.
     */
    mailed: boolean("mailed").notNull().default(false),
    /** SHA-256 of the token, in hex. The link itself is shown or sent once and never stored. */
    tokenHash: text("token_hash").notNull().unique(),
    /** The user's address when the link was made. The link is void once the address has changed. */
    email: text("email").notNull(),
    /**
     * SHA-256 of the stored password hash at that time, in hex; null: no password. The link is void once it changes.
     */
    formerPassword: text("former_password"),
    /** The admin to whom it was shown; null when it went to the user by mail, or to the operator. */
    madeBy: text("made_by").references(() => user.id, { onDelete: "cascade" }),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.mailed] })],
);
