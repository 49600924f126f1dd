/** The cookie that says which channel a workspace opens on this device. */
export const LAST_CHANNEL_COOKIE = "channel";

const YEAR_SECONDS = 31_536_000;

export function rememberChannel(slug: string, channelId: string): void {
  document.cookie = `${LAST_CHANNEL_COOKIE}=${channelId}; path=/w/${slug}; max-age=${YEAR_SECONDS}; samesite=lax`;
}

export function forgetLastChannel(slug: string): void {
  document.cookie = `${LAST_CHANNEL_COOKIE}=; path=/w/${slug}; max-age=0; samesite=lax`;
}
