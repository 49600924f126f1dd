/**
 * The title of a page that changes it while it is open. The page's own metadata must have no title (`OWN_TITLE`). Next
 * may insert its title at any time, also after ours, and the browser uses the first one in the document.
 */
export function PageTitle({ children }: { children: string }) {
  return <title>{children}</title>;
}

/** The `title` metadata of such a page. */
export const OWN_TITLE = { absolute: "" };
