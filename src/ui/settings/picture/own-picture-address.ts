/** One's own picture, outside of any workspace; the id is there only so that another picture is loaded anew. */
export function ownPictureAddress(id: string): string {
  return `/api/me/picture?id=${encodeURIComponent(id)}`;
}
