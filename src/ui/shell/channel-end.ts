/**
 * When somebody's time in a channel ends, if it is before their whole access does; else null.
 * @param endsAt the end of the whole access; null: it has none
 */
export function readChannelEnd(expiresAt: string | null, endsAt: string | null): string | null {
  if (expiresAt === null || endsAt === null) return expiresAt;
  return Date.parse(expiresAt) < Date.parse(endsAt) ? expiresAt : null;
}
