/**
 * Hides the page when the user leaves it, and loads it again when they come back. The code is inline, so that it runs
 * before the user sees anything of the page.
 */
const FORGET = `(() => {
  addEventListener("pagehide", (event) => {
    if (event.persisted) document.documentElement.style.setProperty("display", "none", "important");
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})()`;

/**
 * A browser may keep a page in memory after the user has left it, whatever its cache headers say, and show it again on
 * Back. Somebody whose access has ended since could then read it. So every page is requested again before it is shown.
 */
export function ReloadOnReturn({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FORGET }} />
  );
}
