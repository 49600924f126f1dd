/** The texts that a cut connection receives. They are part of the public interface. */
export const LOCKED_MESSAGE = "You have been disconnected. Please contact a workspace admin.";
export const LOCKED_REASON = "Your guest access has been revoked";
export const EXPIRED_REASON = "Your guest access has expired";
export const LEFT_REASON = "You have left this workspace";
export const sponsorGoneReason = (sponsor: string) =>
  `${sponsor}, who invited you, is no longer a member`;

/** On record, where a guest was taken out of a channel because their time there was up. */
export const CHANNEL_ENDED_REASON = "The time in the channel was up";
