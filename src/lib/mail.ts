import nodemailer from "nodemailer";
import { describeHours } from "./describe-hours";
import { env } from "./env";

/** How long an invitation can be used, and how long the access that it gives lasts. */
export interface InviteTerms {
  linkExpiresAt: Date;
  /** When the access ends. Null: it ends `accessHours` after joining, or never if that is null too. */
  expiresAt: Date | null;
  accessHours: number | null;
}

export interface Invitation {
  to: string;
  /** The name of the person who invites. */
  from: string;
  workspace: string;
  url: string;
  terms: InviteTerms;
}

/** How long the mail server may take in all: an admin waits for the answer. */
const LIMIT_MS = 10_000;

/**
 * Sends an invitation. It resolves when the mail server has accepted the mail.
 * @throws Error when the server has not accepted it within ten seconds, or no mail is set up
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
  return [`The link works until ${formatTime(worksUntil)}.`, describeAccess(expiresAt, accessHours)]
    .filter((words) => words !== "")
    .join("\n");
}

function describeAccess(expiresAt: Date | null, accessHours: number | null): string {
  if (expiresAt) return `Your access lasts until ${formatTime(expiresAt)}.`;
  return accessHours ? `Your access lasts ${describeHours(accessHours)} from joining.` : "";
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "full",
  timeStyle: "short",
  timeZone: "UTC",
});

/** In UTC, because we do not know the reader's time zone. */
export const formatTime = (at: Date) => `${TIME.format(at)} UTC`;

/**
 * Sends the link for setting a new password. It resolves when the mail server has accepted the mail.
 * @throws Error when the server has not accepted it within ten seconds, or no mail is set up
 */
export async function sendPasswordLink({ to, url }: { to: string; url: string }): Promise<void> {
  await send({
    to,
    subject: "A new password for Gatehouse",
    text: `Somebody asked for a new password for ${to} on Gatehouse.\n\nOpen this link within an hour to set one:\n${url}\n\nIt works once, and signs you out everywhere. It is for you alone. Please do not pass it on.\n\nIf it was not you, do nothing: your password stays as it is.\n`,
  });
}

/**
 * Sends a mail. It resolves when the mail server has accepted it.
 * @throws Error when the server has not accepted it within ten seconds, or no mail is set up
 */
export async function send(mail: { to: string; subject: string; text: string }): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (!smtpUrl || !mailFrom) throw new Error("no mail is set up");
  await nodemailer.createTransport(smtpUrl).sendMail({
    ...mail,
    to: { name: "", address: mail.to },
    from: mailFrom,
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
