/**
 * The title of a page that changes it while it stands. The page leaves its own metadata without one
 * (`OWN_TITLE`): Next puts its title in when it likes, also after ours, and the first in the document counts.
 */
export function PageTitle({ children }: { children: string }) {
  return <title>{children}</title>;
}

/** The metadata's title for such a page. */
export const OWN_TITLE = { absolute: "" };
