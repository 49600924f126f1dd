import { runDrill } from "@/core/drill/run-drill";
import { lockGuest, unlockGuest } from "@/core/guests/lock-guest";
import { findGuestByIdOrEmail } from "@/core/operator/find-guest";
import { type KnownGuest, listKnownGuests } from "@/core/operator/list-guests";
import { type KnownUser, listKnownUsers } from "@/core/operator/list-users";
import { makeOwner } from "@/core/operator/make-owner";
import { resetPassword } from "@/core/operator/reset-password";
import { readRefusedOrigins } from "@/core/origins/refused-origins";
import type { Drill, Receipt, RefusedOrigin } from "@/lib/api-types";
import { describeFaults, toMs } from "@/lib/drill-words";
import { env } from "@/lib/env";
import { describeReceipt } from "@/lib/receipt-words";
import type { Command, Report } from "./commands";
import { toTable, toTime } from "./words";

/**
 * Does what the operator asks for, on the database that is open in this process.
 * @throws AppError what is wrong with it, in a sentence
 */
export async function perform(command: Command): Promise<Report> {
  switch (command.name) {
    case "users":
      return reportUsers(await listKnownUsers());
    case "guests":
      return reportGuests(await listKnownGuests(command.workspace));
    case "revoke":
      return revoke(command.guest, command.reason);
    case "restore":
      return restore(command.guest);
    case "reset-password":
      return reset(command.email);
    case "make-owner":
      return promote(command.email, command.workspace);
    case "drill":
      return reportDrill(await runDrill("operator"));
    case "origins":
      return reportOrigins(await readRefusedOrigins());
  }
}

function reportUsers(users: KnownUser[]): Report {
  const rows = users.map(({ email, name, workspaces, lastUsedAt }) => [
    email,
    name,
    workspaces.map(describeWorkspace).join(", ") || "nowhere",
    toTime(lastUsedAt, "not signed in"),
  ]);
  return { data: { users }, text: toTable(["E-MAIL", "NAME", "WORKSPACES", "LAST USED"], rows) };
}

function describeWorkspace({ slug, as, status }: KnownUser["workspaces"][number]): string {
  return `${slug} (${as}${status === undefined || status === "active" ? "" : `, ${status}`})`;
}

function reportGuests(guests: KnownGuest[]): Report {
  const rows = guests.map(({ id, workspace, name, email, status, expiresAt, lastSeenAt }) => [
    id,
    workspace,
    name,
    email,
    status,
    toTime(expiresAt, "no end"),
    toTime(lastSeenAt, "never"),
  ]);
  const headings = ["ID", "WORKSPACE", "NAME", "E-MAIL", "STATUS", "UNTIL", "LAST SEEN"];
  return { data: { guests }, text: toTable(headings, rows) };
}

async function revoke(idOrEmail: string, reason: string | undefined): Promise<Report> {
  const { id, name, email, operator } = await findGuestByIdOrEmail(idOrEmail);
  const { guest, receipt } = await lockGuest(operator, id, { reason });
  const { slug } = operator.workspace;
  const { status, lockedAt, lockReason } = guest;
  const told = { id, workspace: slug, name, email, status, lockedAt, lockReason };
  const text = `The access of ${name} (${email}) to ${slug} is revoked.\n${describeReceipt(receipt)}`;
  const undone = receipt.confirmed ? {} : { undone: describeMissing(receipt) };
  return { data: { guest: told, receipt }, text, ...undone };
}

function describeMissing({ nodes }: Receipt): string {
  const missing = nodes.expected - nodes.confirmed;
  return `The guest is locked, but ${missing} of ${nodes.expected} nodes did not confirm that they cut every connection: each stops serving the guest within GUEST_LEASE_MS. Ask again to have it confirmed.`;
}

async function restore(idOrEmail: string): Promise<Report> {
  const { id, name, email, operator } = await findGuestByIdOrEmail(idOrEmail);
  const { status, expiresAt } = await unlockGuest(operator, id);
  const { slug } = operator.workspace;
  const guest = { id, workspace: slug, name, email, status, expiresAt };
  const now =
    status === "expired"
      ? `is not locked any more, but their time in ${slug} ran out on ${toTime(expiresAt, "")}.`
      : `can come back to ${slug}.`;
  return { data: { guest }, text: `${name} (${email}) ${now}` };
}

async function reset(email: string): Promise<Report> {
  const { url, expiresAt } = await resetPassword(email);
  const until = toTime(expiresAt.toISOString(), "");
  const text = `${url}\nIt works once, until ${until}. Anybody who has it can take over the account of ${email}.`;
  return { data: { email, url, expiresAt: expiresAt.toISOString() }, text };
}

async function promote(email: string, workspace: string): Promise<Report> {
  const { member, receipt } = await makeOwner(email, workspace);
  const was = receipt === null ? "was an owner of" : "is an owner of";
  const tail = receipt === null ? " already" : " now";
  return {
    data: { member, receipt },
    text: `${member.name} (${member.email}) ${was} ${workspace}${tail}.`,
  };
}

function reportDrill(drill: Drill): Report {
  const { connections, nodes, answeredMs, lastClosedMs, deliveredAfter, limitMs } = drill;
  const text = toTable(
    ["WHAT", "FIGURE"],
    [
      ["connections cut", String(connections)],
      ["nodes confirmed", `${nodes.confirmed} of ${nodes.expected}`],
      ["answered after", answeredMs === null ? "no answer" : toMs(answeredMs)],
      ["last connection gone after", lastClosedMs === null ? "not seen" : toMs(lastClosedMs)],
      ["delivered after the revocation", String(deliveredAfter)],
      ["limit", toMs(limitMs)],
    ],
  );
  const undone = drill.ok ? {} : { undone: describeFaults(drill).join(" ") };
  return { data: { drill }, text, ...undone };
}

function reportOrigins(refused: RefusedOrigin[]): Report {
  const rows = refused.map(({ origin, count, firstAt, lastAt, addresses }) => [
    origin,
    String(count),
    toTime(firstAt, ""),
    toTime(lastAt, ""),
    addresses.join(", "),
  ]);
  const data = { allowed: env().allowedOrigins, refused };
  return { data, text: toTable(["ORIGIN", "TIMES", "FIRST", "LAST", "FROM"], rows) };
}
