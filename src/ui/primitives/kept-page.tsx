/**
 * Hides the page when it is left, and loads it anew when it is come back to. Written into the page: it has to be
 * in force before anything of it is seen.
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
 * A browser may keep a page that is left whole in its memory, whatever it was told of storing, and show it on Back:
 * also to somebody whose access has ended since. So no page of ours is seen again before the server was asked.
 */
export function KeptPage({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FORGET }} />
  );
}
