/** Where the picture of a person, or the icon of a workspace, is found by its id. */
export function pictureAddress(slug: string, id: string): string {
  return `/api/workspaces/${encodeURIComponent(slug)}/pictures/${encodeURIComponent(id)}`;
}
