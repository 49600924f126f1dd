import { logger } from "@/lib/logger";
import { sendInvitation } from "@/lib/mail/invitation-mail";
import { readInvitationById } from "../access/admission/invitation";
import type { Principal } from "../access/principal";

/**
 * Mails the link of an invitation to its address, and says what the invitation's page says.
 * @returns whether the mail server took it; a refusal is logged
 */
export async function mailInvitation(
  { name: from, workspace }: Principal,
  inviteId: string,
  to: string,
  url: string,
): Promise<boolean> {
  try {
    const invitation = await readInvitationById(inviteId);
    if (!invitation) return false;
    const { accessUntil, accessHours, worksUntil, channels, sponsorName } = invitation;
    await sendInvitation({
      ...{ to, from, workspace: workspace.name, host: sponsorName, url },
      worksUntil: new Date(worksUntil),
      accessUntil: accessHours === null && accessUntil ? new Date(accessUntil) : null,
      accessHours,
      channels: channels.map(({ name, history, expiresAt }) => ({
        ...{ name, history },
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      })),
    });
    return true;
  } catch (error) {
    logger().warn({ err: error, inviteId }, "an invitation could not be sent");
    return false;
  }
}
