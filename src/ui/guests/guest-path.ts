/** The page of one guest: their access report. */
export function guestPath(slug: string, guestId: string): string {
  return `/w/${encodeURIComponent(slug)}/guests/${guestId}`;
}
