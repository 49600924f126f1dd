import { z } from "zod";
import { hasUnneededInvisible, hasVisible, normalizeLine } from "@/lib/visible-text";

/**
 * Fields that several bodies and queries of the HTTP API have.
 *
 * **Unknown fields.** A body that decides who gets in, who reads, or how long somebody's access lasts is a
 * `strictObject`: an unknown field is refused by its name. A misspelled end must not make a guest without an end. A
 * field that the API will have one day is also refused until it does something: an invitation "for certain domains"
 * that lets in everybody would be worse than none. All other bodies ignore unknown fields. While nodes are updated one
 * after the other, a page from a newer node sends its messages to an older one. And browsers put more into a push
 * subscription than is asked for.
 */

export const noControl = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text);
/** A name on one line, of a person or a thing. People tell names apart by what they see: see `visible-text`. */
export const line = (max: number, empty: string) =>
  z
    .string()
    .max(500, `At most ${max} characters`)
    .transform(normalizeLine)
    .pipe(
      z
        .string()
        .min(1, { error: empty, abort: true })
        .max(max, `At most ${max} characters`)
        .refine(noControl, { error: "Control characters cannot be used here", abort: true })
        .refine(hasVisible, { error: "Enter a name that can be seen", abort: true })
        .refine(
          (name) => !hasUnneededInvisible(name),
          "The name has characters in it that cannot be seen. Type it again",
        ),
    );
export const id = z.string().min(1).max(64).refine(noControl, "Not an id");
export const workspaceSlug = z.string().min(1).max(100).refine(noControl, "Not a workspace");
export const email = z.email("Enter an e-mail address").max(254);
export const password = z
  .string()
  .min(8, "Use at least 8 characters")
  .max(128, "Use at most 128 characters")
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "This password cannot be used");
export const personName = line(80, "Enter a name");
export const seq = z.coerce.number().int().min(0).max(2_147_483_647);
export const searchText = z
  .string()
  .trim()
  .max(500, "At most 500 characters")
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "Cannot search for this");
/** The domain of an address, such as `client.example`. */
export const emailDomain = z
  .string()
  .trim()
  .max(253, "At most 253 characters")
  .toLowerCase()
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "Enter a domain, such as client.example",
  );
export const domains = z
  .array(emailDomain)
  .max(50, "At most 50 domains")
  .transform((all) => [...new Set(all)]);
export const someDomains = domains.refine((all) => all.length > 0, "Name at least one domain");
/** Postgres has no year 0, and does not read the year 10000 as JavaScript writes it. An offset may lead there too. */
export const hasUsualYear = (moment: Date) =>
  moment.getUTCFullYear() > 0 && moment.getUTCFullYear() < 10_000;
export const UNUSUAL_YEAR = "Choose a time between the years 1 and 9999";
export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine(hasUsualYear, UNUSUAL_YEAR);
/** An end. `assertEndsAhead` checks that it is ahead, by the clock of the database. */
export const future = moment;
export const accessHours = z
  .int()
  .min(1)
  .max(24 * 366 * 5);
const NO_CHANNEL = "Choose at least one channel";
export const channelIds = z.array(id).min(1, NO_CHANNEL).max(200);
/** Channels with what a guest gets of each. */
export const channelsWith = <T extends { id: string }>(channel: z.ZodType<T>) =>
  z
    .array(channel)
    .min(1, NO_CHANNEL)
    .max(200)
    .refine(
      (channels) => new Set(channels.map((one) => one.id)).size === channels.length,
      "Name each channel once",
    );
/** What a guest reads of a channel: everything, or what is written from joining on. */
export const guestHistory = z.enum(["all", "joining"]);
