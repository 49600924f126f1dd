/**
 * The URL of the user's own picture, outside of any workspace. The id is in it only so that the browser loads a changed
 * picture again.
 */
export function ownPictureAddress(id: string): string {
  return `/api/me/picture?id=${encodeURIComponent(id)}`;
}
