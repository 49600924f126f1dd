import { formatTime } from "./format-time";
import { toHtml } from "./mail-page";
import { sendMail } from "./send";

/** Whom news goes to, and the workspace that it is about. */
export interface NewsReader {
  to: string;
  workspace: string;
  /** The address of the workspace. */
  home: string;
}

/** An invitation of the reader's. */
export interface OwnInvite {
  role: "guest" | "owner" | "admin" | "member";
  /** Null: it is a link to hand on. */
  email: string | null;
  /** How many people can still come by it. */
  left: number;
}

/**
 * Tells whoever made an invitation that somebody has come in by it.
 * @throws Error as `sendMail`
 */
export async function mailAcceptance(
  reader: NewsReader,
  { invite, name }: { invite: OwnInvite; name: string },
): Promise<void> {
  const as =
    invite.role === "guest" ? "a guest" : invite.role === "member" ? "a member" : "an admin";
  const rest = invite.left > 0 ? `which works for ${invite.left} more` : "which is used up";
  await mailNews(reader, {
    subject: `${name} has joined ${reader.workspace} as ${as}`,
    what: [`${name} came by your invitation ${describeWay(invite)}, ${rest}.`],
    page: pageOf(invite),
  });
}

/**
 * Tells whoever made an invitation that it ends within a day.
 * @throws Error as `sendMail`
 */
export async function mailEndingInvite(
  reader: NewsReader,
  { invite, uses, at }: { invite: OwnInvite; uses: number; at: Date },
): Promise<void> {
  const people = uses === 1 ? "One person has" : `${uses} people have`;
  const used =
    uses === 0 ? "Nobody has used it." : `${people} used it, and it works for ${invite.left} more.`;
  await mailNews(reader, {
    subject: `Your invitation to ${reader.workspace} ends within a day`,
    what: [`Your invitation ${describeWay(invite)} ends on ${formatTime(at)}.`, used],
    page: pageOf(invite),
  });
}

/**
 * Tells a member what was decided about the guest they asked for.
 * @param decision.by the admin who decided
 * @throws Error as `sendMail`
 */
export async function mailDecision(
  reader: NewsReader,
  decision: { status: "approved" | "declined"; email: string; by: string; reason: string | null },
): Promise<void> {
  const { status, email, by, reason } = decision;
  await mailNews(reader, {
    subject: `${by} has ${status} your guest`,
    what: [
      `You asked for ${email} as a guest of ${reader.workspace}.`,
      status === "approved"
        ? `${by} has invited them as your guest.`
        : `${by} has declined it${reason ? `: “${reason}”` : "."}`,
    ],
    page: "",
  });
}

const describeWay = ({ email }: OwnInvite) => (email ? `to ${email}` : "by link");

/** The page that lists what has become of it. */
const pageOf = ({ role }: OwnInvite) => (role === "guest" ? "/guests" : "/members");

async function mailNews(
  { to, workspace, home }: NewsReader,
  { subject, what, page }: { subject: string; what: string[]; page: string },
): Promise<void> {
  const url = `${home}${page}`;
  await sendMail({
    to,
    subject,
    text: `${what.join(" ")}\n\n${url}\n`,
    html: toHtml({
      title: subject,
      lead: what,
      terms: [["Workspace", [workspace]]],
      action: { label: `Open ${workspace}`, url },
      foot: [],
    }),
  });
}
