import nodemailer from "nodemailer";
import { describeHours } from "./describe-hours";
import { env } from "./env";

/** For how long an invitation can be used, and what it gives is kept. */
export interface InviteTerms {
  linkExpiresAt: Date;
  /** When the access ends; or `accessHours` from joining; or neither: it has no end. */
  expiresAt: Date | null;
  accessHours: number | null;
}

export interface Invitation {
  to: string;
  /** Name of the person who invites. */
  from: string;
  workspace: string;
  url: string;
  terms: InviteTerms;
}

/** How long the mail server may take in all: somebody waits for the answer. */
const LIMIT_MS = 10_000;

/**
 * Sends an invitation; resolves when the mail server has taken it.
 * @throws Error when it has not within ten seconds, or no mail is set up
 */
export async function sendInvitation({
  to,
  from,
  workspace,
  url,
  terms,
}: Invitation): Promise<void> {
  await send({
    to,
    subject: `${from} invites you to ${workspace}`,
    text: `${from} invites you to ${workspace} on Gatehouse.\n\nOpen this link to join:\n${url}\n\n${describeTerms(terms)}\n\nThe link is for you alone. Please do not pass it on.\n`,
  });
}

function describeTerms({ linkExpiresAt, expiresAt, accessHours }: InviteTerms): string {
  const worksUntil = expiresAt && expiresAt < linkExpiresAt ? expiresAt : linkExpiresAt;
  return [`The link works until ${spellTime(worksUntil)}.`, describeAccess(expiresAt, accessHours)]
    .filter((words) => words !== "")
    .join("\n");
}

function describeAccess(expiresAt: Date | null, accessHours: number | null): string {
  if (expiresAt) return `Your access lasts until ${spellTime(expiresAt)}.`;
  return accessHours ? `Your access lasts ${describeHours(accessHours)} from joining.` : "";
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "full",
  timeStyle: "short",
  timeZone: "UTC",
});

/** A mail does not know where it is read. */
const spellTime = (at: Date) => `${TIME.format(at)} UTC`;

/**
 * Sends a link by which a new password is set; resolves when the mail server has taken it.
 * @throws Error when it has not within ten seconds, or no mail is set up
 */
export async function sendPasswordLink({ to, url }: { to: string; url: string }): Promise<void> {
  await send({
    to,
    subject: "A new password for Gatehouse",
    text: `Somebody asked for a new password for ${to} on Gatehouse.\n\nOpen this link within an hour to set one:\n${url}\n\nIt works once, and signs you out everywhere. It is for you alone. Please do not pass it on.\n\nIf it was not you, do nothing: your password stays as it is.\n`,
  });
}

async function send(mail: { to: string; subject: string; text: string }): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (!smtpUrl || !mailFrom) throw new Error("no mail is set up");
  await nodemailer.createTransport(smtpUrl).sendMail({
    ...mail,
    to: { name: "", address: mail.to },
    from: mailFrom,
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
