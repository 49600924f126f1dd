/** The texts that a cut connection receives. They are part of the public interface. */
export const LOCKED_MESSAGE = "You have been disconnected. Please contact a workspace admin.";
export const LOCKED_REASON = "Your guest access has been revoked";
export const EXPIRED_REASON = "Your guest access has expired";
