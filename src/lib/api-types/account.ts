/** What a person wants to be notified of. */
export type NotifyFor = "all" | "mentions" | "nothing";

export interface NotificationSettings {
  notifyFor: NotifyFor;
  /** The key with which a browser subscribes; null where the server sends no push. */
  push: { publicKey: string | null };
}

/** A link for somebody's new password: shown this once, or sent to their address and shown to nobody. */
export type GivenPasswordLink =
  | { url: string; expiresAt: string; sent?: undefined }
  | { sent: true };
