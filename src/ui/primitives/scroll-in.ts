/** For use as a `ref`: what has just appeared below or above the visible part of the page is scrolled into it. */
export function scrollIn(part: HTMLElement | null): void {
  part?.scrollIntoView({ block: "nearest" });
}
