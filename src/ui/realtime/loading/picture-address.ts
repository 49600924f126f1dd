/** The URL of a person's picture, or of a workspace's icon, by its id. */
export function pictureAddress(slug: string, id: string): string {
  return `/api/workspaces/${encodeURIComponent(slug)}/pictures/${encodeURIComponent(id)}`;
}
